import { setImmediate as turn } from 'node:timers/promises';
import { AuthService, JsonWebKey, contract as authContract, type IAuthService } from '@bodybroker/contracts-auth';
import {
  BenchService,
  NpcState,
  Tick,
  type HealNpcRequest,
  type IBenchService,
  type ITestingService,
} from '@bodybroker/contracts-testing';
import { CONTRACTS_BUCKET, announceContract, defineService, implement, runService, str } from '@bodybroker/service-kit';
import { ServiceType } from '@protobuf-ts/runtime-rpc';
import { PlayerBenchService, TicksService, benchContract } from '../contract/bench-contract.js';
import type { Role } from './role.js';

/** A sender that never waits must let its socket write now and then. */
const TICKS_A_TURN = 64;

interface PlayerBench {
  healOwnNpc: IBenchService['healNpc'];
}

const JwksService = new ServiceType(
  AuthService.typeName,
  AuthService.methods
    .filter(({ name }) => name === 'GetJwks')
    .map(({ name, I, O, options, idempotency = 'NO_SIDE_EFFECTS' }) => ({ name, I, O, options, idempotency })),
);

const heal = ({ npc = NpcState.create() }: HealNpcRequest): Promise<NpcState> => {
  npc.health += 1;
  return Promise.resolve(npc);
};

const service = defineService({
  name: 'testing',
  contract: benchContract,
  config: { benchJwk: str({ desc: 'public key of the access token that is sent, a JSON web key' }) },
  build: ({ config, connection }) => ({
    implementations: [
      implement<IBenchService>(BenchService, { healNpc: heal }),
      implement<PlayerBench>(PlayerBenchService, { healOwnNpc: heal }),
      implement<Pick<ITestingService, 'watchTicks'>>(TicksService, {
        async *watchTicks({ count }) {
          for (let number = 0; count === 0 || number < count; number += 1) {
            if (number % TICKS_A_TURN === 0) await turn();
            yield Tick.create({ number });
          }
        },
      }),
      implement<Pick<IAuthService, 'getJwks'>>(JwksService, {
        getJwks: () => Promise.resolve({ keys: [JsonWebKey.fromJsonString(config.benchJwk)] }),
      }),
    ],
    workers: [
      {
        name: 'announce-auth',
        run: async (signal) => {
          const auth = { name: 'auth', version: '0.0.1', contract: authContract };
          await announceContract(connection.keyValue(CONTRACTS_BUCKET), auth);
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        },
      },
    ],
  }),
});

/** The service behind the SDK and the gateway, run as every service is; it also publishes a key in auth's place. */
export const sdkService: Role = {
  start: () => {
    void runService(service, import.meta.url);
    return Promise.resolve();
  },
};
