import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { setFact as settle } from '../domain/facts.js';
import { fromFactValue } from '../mapping/fact-value.js';
import { toFact } from '../mapping/to-things.js';

/** Writes a fact; the first write decides its type. */
export const setFact =
  ({ worlds }: Deps): Handler<IWorldStateService, 'setFact'> =>
  async (request, context) => {
    const { key, expectedVersion } = request;
    const value = fromFactValue(request.value);
    const ttlGms = request.ttlGms === undefined ? undefined : Number(request.ttlGms);
    const { result, versionOf } = await worlds.write(worldOf(request, context), (draft, { gms }) => {
      settle(draft, { key, value, ttlGms, expectedVersion }, gms);
      return draft.get('fact', key)?.value;
    });
    if (result === undefined) throw notFound('fact', key);
    return toFact(key, { value: result, version: versionOf('fact', key) ?? 0n });
  };
