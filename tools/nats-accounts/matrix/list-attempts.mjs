import { importsOf, serviceFacts } from '../../docs/service-facts.mjs';
import { methodsOf } from '../grants/rpc.mjs';
import { bucketAttempts } from './bucket-attempts.mjs';
import { inboxAttempts, noteAttempts, rpcAttempts } from './rpc-attempts.mjs';
import { streamAttempts } from './stream-attempts.mjs';
import { systemAttempts } from './system-attempts.mjs';

const OTHERS = ['gateway', 'streams', 'operator', 'system', 'monitor'];

/**
 * Everything known that a user could try, and who is to succeed: said a second time, apart from the grants, so that a grant too many or
 * too few is found.
 * @param {import('../build-users.mjs').Workspace} workspace
 * @param {import('../grants/streams.mjs').GameTopology} topology
 * @returns {{ readonly users: readonly string[], readonly attempts: readonly import('./attempt.mjs').Attempt[] }}
 */
export function listAttempts(workspace, topology) {
  const facts = serviceFacts(workspace);
  const names = facts.map(({ name }) => name);
  const users = [...names, ...OTHERS];
  const kit = importsOf(workspace, 'libs/service-kit/src');
  const services = facts.map(({ name, publishes }) => {
    const isCalledByAll = [...(kit.get(name) ?? [])].some((symbol) => symbol.endsWith('ServiceClient'));
    return {
      name,
      subjects: methodsOf(workspace, name).map(({ subject }) => subject),
      callers: isCalledByAll ? names : facts.filter(({ calls }) => calls.includes(name)).map((other) => other.name),
      events: publishes.map(({ type }) => type),
      tellsReplicas: workspace
        .files(`apps/${name}/src`, /(?<!\.spec)\.ts$/)
        .some((path) => workspace.read(path).includes(`note.${name}.`)),
    };
  });
  return {
    users,
    attempts: [
      ...rpcAttempts(services),
      ...inboxAttempts(users),
      ...noteAttempts(services),
      ...streamAttempts(topology, services),
      ...bucketAttempts(topology, names),
      ...systemAttempts(),
    ],
  };
}
