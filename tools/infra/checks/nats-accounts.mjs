import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectUser } from '../../nats-accounts/matrix/connect-user.mjs';
import { listAttempts } from '../../nats-accounts/matrix/list-attempts.mjs';
import { startSecuredServer } from '../../nats-accounts/matrix/start-secured-server.mjs';
import { tryAnswers } from '../../nats-accounts/matrix/try-answers.mjs';
import { tryAttempts } from '../../nats-accounts/matrix/try-attempts.mjs';
import { tryDoors } from '../../nats-accounts/matrix/try-doors.mjs';
import { buildUsers } from '../../nats-accounts/build-users.mjs';
import { readTopology } from '../../nats-accounts/read-topology.mjs';
import { renderAccounts } from '../../nats-accounts/render-accounts.mjs';
import { openWorkspace } from '../../workspace-plugin/conformance/workspace.mjs';

/** Users that try at the same time. */
const AT_ONCE = 4;
const MOST_SHOWN = 40;

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'nats-accounts',
  about: 'every user of NATS may what it needs and is refused the rest, by a real server with TLS',
  run: async ({ root, tmpDir, log, signal }) => {
    const workspace = await openWorkspace();
    const topology = readTopology(root);
    const { users, attempts } = listAttempts(workspace, topology);
    const generated = buildUsers(workspace, topology);
    const maxResponses = generated[0]?.allowResponses.maxMessages ?? 0;
    const secured = await startSecuredServer({ root, folder: tmpDir, users, signal });
    try {
      log(`nats-server ${secured.version}: ${users.length} users tried on ${attempts.length} subjects each`);
      // What is let through that nobody thought of to try, this finds.
      const committed = readFileSync(join(root, 'deploy/nats/accounts.conf'), 'utf8');
      const failures = [
        ...otherwiseGenerated(committed, renderAccounts(generated)),
        ...(await tryDoors(secured)),
        ...(await tryAnswers(secured, maxResponses)),
      ];
      const waiting = [...users];
      const work = async () => {
        for (let user = waiting.shift(); user !== undefined && !signal.aborted; user = waiting.shift()) {
          const connection = await connectUser(secured, user);
          try {
            failures.push(...(await tryAttempts(connection, user, attempts)));
          } finally {
            await connection.close();
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return {
        // A user is one check, however many subjects it is tried on.
        passed: Math.max(0, users.length - failures.length),
        failures: shown(failures),
        notExercised: [
          'the end of allow_responses by time: 65 s a reply subject, more than this check waits',
          `other versions than nats-server ${secured.version} (NATS_SERVER_BIN names another)`,
        ],
      };
    } finally {
      await secured.server.stop();
    }
  },
};

/** @param {string} committed @param {string} generated @returns {readonly string[]} where the two part */
function otherwiseGenerated(committed, generated) {
  if (committed === generated) return [];
  const [theirs, ours] = [committed.split('\n'), generated.split('\n')];
  const parting = ours.findIndex((line, index) => line !== theirs[index]);
  const at = parting < 0 ? ours.length : parting;
  const say = (/** @type {readonly string[]} */ lines) => (lines[at] ?? 'nothing').trim();
  return [
    `deploy/nats/accounts.conf:${at + 1} says ${say(theirs)}; of contracts, topology and sources comes ${say(ours)} (node tools/nats-accounts/generate.mjs)`,
  ];
}

/** @param {readonly string[]} failures */
function shown(failures) {
  if (failures.length <= MOST_SHOWN) return failures;
  return [...failures.slice(0, MOST_SHOWN), `and ${failures.length - MOST_SHOWN} more`];
}
