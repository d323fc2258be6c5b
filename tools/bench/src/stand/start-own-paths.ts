import { freePorts } from '@bodybroker/test-servers';
import { healTarget, type BenchStand } from './bench-stand.js';
import { startGatewayPath, type GatewayPath } from './start-gateway-path.js';
import { PATH, type Subject } from './subject.js';

export interface OwnPaths {
  readonly subjects: readonly Subject[];
  readonly gateway: GatewayPath;
  /** A client of the SDK, which reads streams too. */
  readonly sdkClient: Subject;
}

/**
 * Starts what needs nothing installed: NATS alone, the SDK, HTTP alone, HTTP hops, the gateway.
 * @param which `guarded` leaves out what no floor asks for
 */
export async function startOwnPaths(stand: BenchStand, which: 'guarded' | 'all'): Promise<OwnPaths> {
  const gateway = await startGatewayPath(stand);
  const { natsUrl, pids } = gateway;
  const [echoPort = 0, hopPort = 0, fetchPort = 0] = await freePorts(3);
  const upstream = ['--upstream', `http://127.0.0.1:${echoPort}`];
  const echo = await stand.startRole('http-echo', ['--port', String(echoPort)]);
  const hop = await stand.startRole('http-hop', ['--port', String(hopPort), ...upstream]);
  const responder = await stand.startRole('raw-responder', ['--nats', natsUrl]);
  const raw = await stand.startRole('raw-client', ['--nats', natsUrl]);
  const sdk = await stand.startRole('sdk-client', ['--nats', natsUrl]);
  const broker = { 'nats-server': pids['nats-server'] };
  const overHttp = { load: stand.httpLoad, also: 'constant-rate' } as const;
  const sdkClient: Subject = {
    name: PATH.sdk,
    load: sdk,
    also: 'one-at-a-time',
    pids: { client: sdk.pid, ...broker, service: pids.service },
  };
  const unguarded = async (): Promise<readonly Subject[]> => {
    const fetchHop = await stand.startRole('fetch-hop', ['--port', String(fetchPort), ...upstream]);
    const target = healTarget(fetchPort, '/heal');
    return [
      { ...overHttp, name: PATH.gatewayOpen, target: gateway.open, pids },
      { ...overHttp, name: PATH.fetch, target, pids: { front: fetchHop.pid, back: echo.pid } },
    ];
  };
  return {
    gateway,
    sdkClient,
    subjects: [
      { ...overHttp, name: PATH.gateway, target: gateway.ofPlayer, pids },
      { ...overHttp, name: PATH.hono, target: healTarget(echoPort, '/heal'), pids: { hono: echo.pid } },
      {
        ...overHttp,
        name: PATH.undici,
        target: healTarget(hopPort, '/heal'),
        pids: { front: hop.pid, back: echo.pid },
      },
      {
        name: PATH.raw,
        load: raw,
        also: 'one-at-a-time',
        pids: { client: raw.pid, ...broker, responder: responder.pid },
      },
      sdkClient,
      ...(which === 'all' ? await unguarded() : []),
    ],
  };
}
