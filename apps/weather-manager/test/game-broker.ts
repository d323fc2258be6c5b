import { createMemoryBroker, type MemoryServer } from '@bodybroker/nats-sdk';
import { CONTRACTS_BUCKET } from '@bodybroker/service-kit';

export const GAME_EVENTS = 'GAME_EVENTS';

/** A broker with the stream and the bucket that weather-manager needs. */
export function gameBroker(): MemoryServer {
  const streams = [{ name: GAME_EVENTS, subjects: ['game.>'] }];
  return createMemoryBroker({ topology: { streams, buckets: [{ name: CONTRACTS_BUCKET }], consumers: [] } });
}
