import { markReplay, receiptOf, worldOf } from '@bodybroker/service-kit';
import { AdvanceTimeRequest, TimeAdvanced, type ITimeManagerService } from '@bodybroker/contracts-time-manager';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { advanceClock, readClock } from '../domain/world-clock.js';
import { advanceTarget } from '../mapping/advance-target.js';
import { toGameTime } from '../mapping/to-game-time.js';

/** Moves the clock forward at once; a repeat with the same idempotency key moves it no further. */
export const advanceTime =
  ({ clocks, clock }: Deps): Handler<ITimeManagerService, 'advanceTime'> =>
  async (request, context) => {
    const id = worldOf(request, context);
    const receipt = receiptOf(context, AdvanceTimeRequest.toBinary(request));
    const result = await clocks.changeOnce(id, receipt, (before, version) => {
      const nowMs = clock.now();
      const toGms = advanceTarget(request.to, readClock(before, nowMs));
      const { clock: value, hoursCrossed } = advanceClock(before, toGms, nowMs);
      const time = toGameTime({ id, value, version, updatedMs: nowMs }, nowMs);
      return { value, response: TimeAdvanced.toBinary({ time, hoursCrossed: BigInt(hoursCrossed) }) };
    });
    if (result.status === 'replayed') markReplay(context);
    return TimeAdvanced.fromBinary(result.response);
  };
