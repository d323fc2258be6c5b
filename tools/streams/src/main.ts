import { applyTopology, connectNats, createTopologyAdmin, isUpToDate, planTopology } from '@bodybroker/nats-sdk';
import { renderPlan } from './render-plan.js';
import { topology } from './topology.js';

// streams plan | apply | check
//   plan   shows what apply would do
//   apply  creates and updates streams, buckets and consumers; removes nothing
//   check  ends with 1 when something differs
// BB_NATS_URL says where (default nats://127.0.0.1:4222), BB_STREAM_REPLICAS how many copies (default 1).

const WAIT_MS = 30_000;
const [command = ''] = process.argv.slice(2);
const replicas = Number(process.env['BB_STREAM_REPLICAS'] ?? '1');
const url = process.env['BB_NATS_URL'] ?? 'nats://127.0.0.1:4222';

if (!['plan', 'apply', 'check'].includes(command)) fail('usage: streams plan|apply|check', 2);
if (!Number.isInteger(replicas) || replicas < 1 || replicas > 5) fail('BB_STREAM_REPLICAS must be 1 to 5', 78);

const connection = await connectNats({
  servers: url.split(','),
  name: 'streams',
  signal: AbortSignal.timeout(WAIT_MS),
}).catch(() => fail(`no NATS server answers at ${url} (waited ${WAIT_MS / 1000} s)`, 1));
const admin = createTopologyAdmin(connection.events);
try {
  const plan =
    command === 'apply'
      ? await applyTopology(admin, topology, { replicas })
      : await planTopology(admin, topology, { replicas });
  console.log(renderPlan(plan));
  if (command === 'check' && !isUpToDate(plan)) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await connection.close();
}

function fail(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}
