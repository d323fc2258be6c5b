import { Beat as WireBeat, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkBeat } from '../domain/check-content.js';
import { fromBeat } from '../mapping/from-beat.js';
import { toBeat } from '../mapping/to-beat.js';

/** Writes a beat, new or not. */
export const upsertBeat =
  ({ catalogues, conditions }: Deps): Handler<IStoryTellerService, 'upsertBeat'> =>
  async ({ beat: wire = WireBeat.create(), expectedVersion }) => {
    const beat = fromBeat(wire);
    checkBeat(beat, conditions);
    const written = await catalogues.writeBeat(beat, expectedVersion);
    return toBeat(written, await catalogues.telling(written.value.tellingHash));
  };
