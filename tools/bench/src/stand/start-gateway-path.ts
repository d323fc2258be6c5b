import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePorts, startNatsServer } from '@bodybroker/test-servers';
import { HEAL_OWN_PATH } from '../contract/bench-contract.js';
import { isHealedBy } from './is-healed-by.js';
import { healTarget, WORKSPACE_ROOT, type BenchStand } from './bench-stand.js';
import type { HttpTarget } from '../load/http-target.js';

/** A gateway, a service and a nats-server of their own. */
export interface GatewayPath {
  readonly natsUrl: string;
  readonly gatewayPort: number;
  /** The request of a player, whose token is looked at. */
  readonly ofPlayer: HttpTarget;
  /** The same one without a token. */
  readonly open: HttpTarget;
  readonly pids: Readonly<Record<'gateway' | 'nats-server' | 'service' | 'redis', number>>;
}

/** Starts the path as it ships; of its limits only the one on the rate of a caller is raised, since all load is one caller's. */
export async function startGatewayPath(
  stand: BenchStand,
  env: Readonly<Record<string, string>> = {},
): Promise<GatewayPath> {
  const nats = await startNatsServer({ jetstream: true });
  stand.cleanUp.add(() => nats.stop());
  const [gatewayPort = 0, gatewayHealth = 0, serviceHealth = 0] = await freePorts(3);
  const shared = {
    BB_NATS_URL: nats.url,
    BB_REDIS_URL: stand.redis.url,
    BB_LOG_LEVEL: 'warn',
    BB_STREAM_REPLICAS: '1',
    BB_LAME_DUCK_MS: '0',
    // As deploy/compose/compose.yaml has it.
    NODE_OPTIONS: '--max-semi-space-size=16',
    ...env,
  };
  await promisify(execFile)(process.execPath, [`${WORKSPACE_ROOT}/tools/streams/dist/main.mjs`, 'apply'], {
    env: { ...process.env, ...shared },
  });
  const service = await stand.startRole('sdk-service', [], {
    env: { ...shared, BB_HEALTH_PORT: String(serviceHealth), BB_BENCH_JWK: stand.player.jwk },
    isReady: () => isOk(fetch(`http://127.0.0.1:${serviceHealth}/readyz`)),
  });
  const ofPlayer = healTarget(gatewayPort, HEAL_OWN_PATH, stand.player.token);
  const open = healTarget(gatewayPort, '/v1/bench/npcs:heal');
  const gateway = await stand.start('gateway', [`${WORKSPACE_ROOT}/apps/gateway/dist/main.mjs`], {
    env: {
      ...shared,
      BB_HTTP_PORT: String(gatewayPort),
      BB_HEALTH_PORT: String(gatewayHealth),
      BB_RATE_PER_SECOND: '1000000',
      BB_RATE_BURST: '1000000',
    },
    isReady: async () =>
      (await isOk(fetch(`http://127.0.0.1:${gatewayHealth}/readyz`))) &&
      (await isHealedBy(ofPlayer)) &&
      isHealedBy(open),
  });
  return {
    natsUrl: nats.url,
    gatewayPort,
    ofPlayer,
    open,
    pids: { gateway: gateway.pid, 'nats-server': nats.pid, service: service.pid, redis: stand.redis.pid },
  };
}

async function isOk(response: Promise<Response>): Promise<boolean> {
  const { ok, body } = await response;
  await body?.cancel();
  return ok;
}
