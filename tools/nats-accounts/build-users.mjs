import { importsOf, serviceFacts } from '../docs/service-facts.mjs';
import { CALLS_BY_DESCRIPTOR } from './by-descriptor.mjs';
import { bucketsGrant } from './grants/buckets.mjs';
import { publishGrant } from './grants/events.mjs';
import { grant, union } from './grants/grant.mjs';
import { notesGrant } from './grants/notes.mjs';
import { callAnyGrant, callGrant, methodsOf, serveGrant } from './grants/rpc.mjs';
import { streamsGrant } from './grants/streams.mjs';
import { PEOPLE } from './people.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../workspace-plugin/conformance/workspace.mjs').openWorkspace>>} Workspace */
/**
 * @typedef {object} User
 * @property {string} name
 * @property {'SYS' | 'GAME' | 'MONITOR'} account
 * @property {string} inboxPrefix
 * @property {readonly string[]} publish allowed subjects
 * @property {readonly string[]} subscribe allowed subjects, with ` <group>` behind those of a queue group only
 * @property {{ readonly maxMessages: number, readonly expiresMs: number }} allowResponses to each reply subject it was given
 */

/**
 * More than the parts of the largest body (8 MiB by 64 KiB), and more than twice a window of stream frames (128): whoever streams gives out a
 * new reply subject before what may be under way exceeds it (nats-sdk's reply-allowance.ts has the same number; a test compares).
 */
const MAX_RESPONSES = 320;
const RESPONSE_SLACK_MS = 5_000;

/**
 * One user for each service, the gateway, the tools and those who look after the system.
 * @param {Workspace} workspace
 * @param {import('../streams/src/access.js').GameTopology} topology
 * @returns {readonly User[]}
 */
export function buildUsers(workspace, topology) {
  const facts = serviceFacts(workspace);
  const methods = new Map(facts.map(({ name }) => [name, methodsOf(workspace, name)]));
  const longestMs = Math.max(...[...methods.values()].flat().map(({ timeoutMs }) => timeoutMs));
  const allowResponses = { maxMessages: MAX_RESPONSES, expiresMs: longestMs + RESPONSE_SLACK_MS };
  const everyServiceCalls = calledFrom(workspace, 'libs/service-kit/src');

  const user = (
    /** @type {string} */ name,
    /** @type {User['account']} */ account,
    /** @type {readonly import('./grants/grant.mjs').Grant[]} */ grants,
  ) => {
    const inboxPrefix = `_INBOX_${name}`;
    return {
      name,
      account,
      inboxPrefix,
      ...union([...grants, grant({ subscribe: [`${inboxPrefix}.>`] })]),
      allowResponses,
    };
  };
  const calls = (/** @type {string} */ name, /** @type {readonly string[]} */ named) =>
    CALLS_BY_DESCRIPTOR.has(name) ? callAnyGrant : callGrant(named);

  return [
    ...facts.map(({ name, calls: named, publishes }) =>
      user(name, 'GAME', [
        serveGrant(
          name,
          (methods.get(name) ?? []).map(({ subject }) => subject),
        ),
        calls(name, [...named, ...everyServiceCalls]),
        publishGrant(publishes),
        bucketsGrant(topology, name, 'service'),
        streamsGrant(topology, name),
        notesGrant(workspace, name),
        ...(name === 'router' ? [DISCOVERS] : []),
      ]),
    ),
    user('gateway', 'GAME', [calls('gateway', []), bucketsGrant(topology, 'gateway', 'other')]),
    ...PEOPLE.map(({ name, account, grants }) => user(name, account, grants)),
  ];
}

/** The router asks which instances there are. */
const DISCOVERS = grant({ publish: ['$SRV.PING'] });

/** Services whose clients a folder imports. */
function calledFrom(workspace, folder) {
  return [...importsOf(workspace, folder)]
    .filter(([, symbols]) => [...symbols].some((symbol) => symbol.endsWith('ServiceClient')))
    .map(([name]) => name);
}
