import { parseArgs } from 'node:util';
import { checkFloors, renderChecks } from './guard/check-floors.js';
import { FLOORS } from './guard/floors.js';
import { errorsOf } from './measure/measurement.js';
import { renderReport } from './report/render-report.js';
import { saveResults, writeDocs } from './report/save-results.js';
import { ROLES } from './roles/roles.js';
import { runBench } from './run-bench.js';
import { WORKSPACE_ROOT } from './stand/bench-stand.js';
import { CleanUp } from './stand/clean-up.js';

const HELP = `npm run bench -- [options]

  --peers          NestJS, Moleculer and gRPC too; installs them when they are not there
  --short          less than a minute; holds ratios against floors and fails when one is missed
  --write-docs     writes docs/benchmarks.md and its charts from this run; with --peers only
  --rounds 5       how often each path is measured
  --seconds 3      how long each time; 0.6 with --short
  --in-flight 64   requests under way at saturation
  --rate 200       requests a second where the rate is constant
  --out FOLDER     where JSON and charts go; .data/bench
  --help           this text`;

const { values } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    'in-flight': { type: 'string', default: '64' },
    rate: { type: 'string', default: '200' },
    out: { type: 'string', default: '.data/bench' },
    help: { type: 'boolean', short: 'h', default: false },
    // What follows is how the benchmark starts its own processes.
    role: { type: 'string' },
    nats: { type: 'string', default: '' },
    port: { type: 'string', default: '0' },
    upstream: { type: 'string', default: '' },
  },
});

if (values.role !== undefined) await play(values.role);
else if (values.help) console.log(HELP);
else if ((values['write-docs'] && !values.peers) || (values.short && values.peers)) {
  console.error(`--write-docs goes with --peers, --short goes without\n\n${HELP}`);
  process.exitCode = 2;
} else await bench();

/** A child process of the benchmark: serves until it is stopped. */
async function play(name: string): Promise<void> {
  const role = ROLES[name];
  if (role === undefined) throw new Error(`no role ${name}; there are ${Object.keys(ROLES).join(', ')}`);
  await role.start({ natsUrl: values.nats, port: Number(values.port), upstreamUrl: values.upstream });
  process.on('SIGTERM', () => process.exit(0));
  console.log('ready');
}

async function bench(): Promise<void> {
  const { short, peers } = values;
  const cleanUp = new CleanUp();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void cleanUp.run().finally(() => process.exit(130)));
  }
  const results = await runBench(
    {
      paths: short ? 'guarded' : peers ? 'all' : 'own',
      rounds: Number(values.rounds ?? 5),
      seconds: Number(values.seconds ?? (short ? 0.6 : 3)),
      inFlight: Number(values['in-flight']),
      ratePerSecond: Number(values.rate),
      onProgress: (text) => console.error(text),
    },
    cleanUp,
  );
  console.log(renderReport(results));
  const written = [
    ...saveResults(results, values.out),
    ...(values['write-docs'] ? writeDocs(results, WORKSPACE_ROOT) : []),
  ];
  console.log(`\nwritten: ${written.join(', ')}`);
  if (errorsOf(results.measurements) > 0) process.exitCode = 1;
  if (!short) return;
  const checks = checkFloors(results.measurements, FLOORS);
  console.log(`\n${renderChecks(checks)}`);
  if (checks.some(({ passed }) => !passed)) process.exitCode = 1;
}
