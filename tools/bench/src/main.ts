import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { barChart } from './bar-chart.js';
import { bodySizes } from './body-sizes.js';
import { ratiosOf } from './ratios.js';
import { renderReport, type BenchReport } from './report.js';
import { httpEcho } from './roles/http-echo.js';
import { httpHop } from './roles/http-hop.js';
import type { Role } from './roles/role.js';
import { sdkService } from './roles/sdk-service.js';
import { runRounds } from './run-rounds.js';
import { startSubjects } from './start-subjects.js';

const ROLES: Readonly<Record<string, Role>> = { 'sdk-service': sdkService, 'http-echo': httpEcho, 'http-hop': httpHop };

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    'in-flight': { type: 'string', default: '64' },
    rate: { type: 'string', default: '200' },
    out: { type: 'string', default: '.data/bench' },
    role: { type: 'string' },
    nats: { type: 'string', default: '' },
    port: { type: 'string', default: '0' },
    upstream: { type: 'string', default: '' },
  },
});

if (values.role === undefined) await orchestrate();
else await play(values.role);

/** A child process of the benchmark: serves until it is stopped. */
async function play(name: string): Promise<void> {
  const role = ROLES[name];
  if (role === undefined) throw new Error(`no role ${name}; there are ${Object.keys(ROLES).join(', ')}`);
  await role.start({ natsUrl: values.nats, port: Number(values.port), upstreamUrl: values.upstream });
  process.on('SIGTERM', () => process.exit(0));
  console.log('ready');
}

async function orchestrate(): Promise<void> {
  const settings = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    inFlight: Number(values['in-flight']),
    ratePerSecond: Number(values.rate),
  };
  const stand = await startSubjects(settings.inFlight);
  try {
    const measurements = await runRounds(stand.subjects, { ...settings, onProgress: (text) => console.error(text) });
    const report: BenchReport = {
      machine: {
        cpus: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
        memoryGiB: Math.round(totalmem() / 2 ** 30),
        kernel: release(),
        node: process.version,
        natsServer: stand.natsServerVersion,
      },
      settings,
      measurements,
      ratios: ratiosOf(measurements),
      bodies: bodySizes(),
    };
    console.log(renderReport(report));
    save(report, values.out);
    if (measurements.some(({ errors }) => errors > 0)) process.exitCode = 1;
  } finally {
    await stand.stop();
  }
}

function save(report: BenchReport, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  const bars = report.measurements.map((m) => ({ label: m.name, value: m.perSecond.median }));
  writeFileSync(
    join(folder, 'bench.svg'),
    barChart(`requests per second, ${report.settings['inFlight']} in flight`, bars),
  );
  console.log(`\nwritten: ${join(folder, 'bench.json')}, ${join(folder, 'bench.svg')}`);
}
