import { TraceKind, TraceLeft } from '@bodybroker/contracts-environmental-narrative';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { notice, witnessesAt } from '../workers/notice.js';
import { rememberEvent } from './remember-event.js';

/** Fainter traces pass unseen. */
const NOTICED_STRENGTH = 0.5;
const IMPORTANCE = 4;

const SIGHTS: Readonly<Partial<Record<TraceKind, string>>> = {
  [TraceKind.BLOOD]: 'blood',
  [TraceKind.FOOTPRINT]: 'a footprint',
  [TraceKind.CORPSE]: 'a body',
  [TraceKind.NOTE]: 'a note',
  [TraceKind.FIRE]: 'a burnt patch',
};

/** Those who are where a trace is left, and awake, notice it when it is strong; the curious look into it. */
export const onTraceLeft = (deps: Deps): Subscriber =>
  subscriber({
    event: TraceLeft,
    durable: 'npc-behavior-traces',
    filterSubject: 'narr.trace.left.*',
    handle: async ({ worldId, locationId, kind, strength, traceId, by }, context) => {
      if (!deps.worlds.ids.has(worldId) || strength < NOTICED_STRENGTH) return;
      const witnesses = (await witnessesAt(deps, worldId, locationId)).filter(({ ref }) => ref.npcId !== by);
      const text = `There is ${SIGHTS[kind] ?? 'something'} at ${locationId.replaceAll('-', ' ')} that was not there before.`;
      for (const { ref } of witnesses) {
        const memory = { kind: 'OBSERVATION', text, subjectIds: [traceId], importance: IMPORTANCE } as const;
        await rememberEvent(deps, ref, memory, context);
      }
      const percept = { kind: 'TRACE', subjectId: traceId, locationId, strength: Math.min(1, strength) } as const;
      await notice(deps, worldId, witnesses, [percept]);
    },
  });
