import { ConfigError, baseConfig, loadConfig, natsOptions } from '@bodybroker/service-kit';
import { applyTopology, connectNats, createTopologyAdmin, isUpToDate, planTopology } from '@bodybroker/nats-sdk';
import { renderPlan } from './render-plan.js';
import { topology } from './topology.js';

// streams plan | apply | check
//   plan   shows what apply would do
//   apply  creates and updates streams, buckets and consumers; removes nothing
//   check  ends with 1 when something differs
// Where and as whom is read as every service does (docs/configuration.md): BB_NATS_URL, BB_NATS_NKEY_SEED, BB_NATS_TLS_CA.
// BB_STREAM_REPLICAS says how many copies (default 1).

const WAIT_MS = 30_000;
const [command = ''] = process.argv.slice(2);
const replicas = Number(process.env['BB_STREAM_REPLICAS'] ?? '1');

if (!['plan', 'apply', 'check'].includes(command)) fail('usage: streams plan|apply|check', 2);
if (!Number.isInteger(replicas) || replicas < 1 || replicas > 5) fail('BB_STREAM_REPLICAS must be 1 to 5', 78);

const options = natsOptions(readConfig(), 'streams');
const connection = await connectNats({ ...options, signal: AbortSignal.timeout(WAIT_MS) }).catch(() =>
  fail(`no NATS server lets in at ${options.servers.join(',')} (waited ${WAIT_MS / 1000} s)`, 1),
);
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

function readConfig() {
  try {
    return loadConfig(baseConfig, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(error.message, 78);
  }
}

function fail(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}
