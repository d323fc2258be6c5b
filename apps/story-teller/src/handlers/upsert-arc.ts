import { Arc as WireArc, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkArc } from '../domain/check-content.js';
import { fromArc } from '../mapping/from-arc.js';
import { toArc } from '../mapping/to-arc.js';

/** Writes an arc, new or not. */
export const upsertArc =
  ({ catalogues, conditions }: Deps): Handler<IStoryTellerService, 'upsertArc'> =>
  async ({ arc: wire = WireArc.create(), expectedVersion }) => {
    const arc = fromArc(wire);
    checkArc(arc, conditions);
    return toArc(await catalogues.writeArc(arc, expectedVersion));
  };
