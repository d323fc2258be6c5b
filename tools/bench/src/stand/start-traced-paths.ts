import { freePorts } from '@bodybroker/test-servers';
import type { BenchStand } from './bench-stand.js';
import { startGatewayPath } from './start-gateway-path.js';
import { PATH, type Subject } from './subject.js';

const SHARES = [
  [PATH.tracingIdle, '0'],
  [PATH.tracing, '0.01'],
] as const;

/** Starts the gateway's path with tracing on in gateway and service, and a collector that takes whatever is sent. */
export async function startTracedPaths(stand: BenchStand): Promise<readonly Subject[]> {
  const [port = 0] = await freePorts(1);
  await stand.startRole('otlp-sink', ['--port', String(port)]);
  const subjects: Subject[] = [];
  for (const [name, share] of SHARES) {
    const env = { BB_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, BB_TRACE_RATIO: share };
    const { ofPlayer, pids } = await startGatewayPath(stand, env);
    subjects.push({ name, load: stand.httpLoad, target: ofPlayer, also: 'nothing', pids });
  }
  return subjects;
}
