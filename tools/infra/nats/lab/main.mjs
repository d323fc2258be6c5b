import { readFileSync } from 'node:fs';
import { failLaunches } from '../scenes/fail-launches.mjs';
import { formCluster } from '../scenes/form-cluster.mjs';
import { leaveInOrder } from '../scenes/leave-in-order.mjs';
import { loseMachines } from '../scenes/lose-machines.mjs';
import { admitFriends, refuseStrangers } from '../scenes/admit-and-refuse.mjs';
import { renewCertificate } from '../scenes/renew-certificate.mjs';
import { spreadStreams } from '../scenes/spread-streams.mjs';
import { openLab } from './open-lab.mjs';
import { report } from './report.mjs';

const LONGEST_MS = 170_000;

// node main.mjs GIVEN.json: started by run-lab.mjs inside namespaces of its own, as root.
// Under sudo nobody outside can end it.
setTimeout(() => process.exit(1), LONGEST_MS).unref();
const lab = await openLab(JSON.parse(readFileSync(String(process.argv[2]), 'utf8')));
try {
  await formCluster(lab);
  await spreadStreams(lab);
  await admitFriends(lab);
  const failures = failLaunches(lab);
  await Promise.all([leaveInOrder(lab), renewCertificate(lab), refuseStrangers(lab)]);
  await loseMachines(lab);
  await failures;
} catch (error) {
  report({ failed: 'the lab', reason: error instanceof Error ? String(error.stack) : String(error) });
} finally {
  await lab.close();
}
