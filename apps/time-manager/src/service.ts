import { parseWorldIds, systemSleep } from '@bodybroker/domain';
import { TimeManagerService, contract, type ITimeManagerService } from '@bodybroker/contracts-time-manager';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import type { Deps } from './deps.js';
import { HOUR_GMS } from './domain/calendar.js';
import { checkScale, startClock } from './domain/world-clock.js';
import { advanceTime } from './handlers/advance-time.js';
import { cancelScheduledEvent } from './handlers/cancel-scheduled-event.js';
import { convertTime } from './handlers/convert-time.js';
import { getCalendar } from './handlers/get-calendar.js';
import { getScheduledEvent } from './handlers/get-scheduled-event.js';
import { getTime } from './handlers/get-time.js';
import { listScheduledEvents } from './handlers/list-scheduled-events.js';
import { pauseTime } from './handlers/pause-time.js';
import { resumeTime } from './handlers/resume-time.js';
import { scheduleEvent } from './handlers/schedule-event.js';
import { setTimeScale } from './handlers/set-time-scale.js';
import { watchTime } from './handlers/watch-time.js';
import { Schedule } from './storage/schedule.js';
import { ToldTime } from './storage/told-time.js';
import { WorldClocks } from './storage/world-clocks.js';
import { ticker } from './workers/ticker.js';

/** The game clock of each world. */
export const service = defineService({
  name: 'time-manager',
  contract,
  config,
  build: ({
    config: { worlds: list, worldStartHour, worldScale, tickMs, leaseMs },
    store,
    clock,
    random,
    instance,
  }) => {
    const worlds = parseWorldIds(list);
    const scale = checkScale(worldScale);
    const start = () => startClock(worldStartHour * HOUR_GMS, clock.now(), scale);
    const deps: Deps = {
      clocks: new WorldClocks(store, { worlds, start, random }),
      toldTime: new ToldTime(store, random),
      schedule: new Schedule(store, random),
      clock,
      sleep: systemSleep,
    };
    return {
      implementations: [
        implement<ITimeManagerService>(TimeManagerService, {
          getTime: getTime(deps),
          convertTime: convertTime(deps),
          getCalendar: getCalendar(),
          watchTime: watchTime(deps),
          setTimeScale: setTimeScale(deps),
          pauseTime: pauseTime(deps),
          resumeTime: resumeTime(deps),
          advanceTime: advanceTime(deps),
          scheduleEvent: scheduleEvent(deps),
          getScheduledEvent: getScheduledEvent(deps),
          listScheduledEvents: listScheduledEvents(deps),
          cancelScheduledEvent: cancelScheduledEvent(deps),
        }),
      ],
      workers: [...worlds].map((worldId) => ticker(deps, worldId, { store, instance, tickMs, leaseMs })),
    };
  },
});
