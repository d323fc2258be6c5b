import { ArcEnded, ArcStarted, BeatStarted } from '@bodybroker/contracts-story-teller';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { rememberEvent } from './remember-event.js';

const RUMOUR_IMPORTANCE = 4;
const BEAT_IMPORTANCE = 6;

/** Informants hear of stories that begin and end; whoever a beat is about remembers it. */
export const onStoryTold = (deps: Deps): Subscriber =>
  subscriber<ArcStarted | ArcEnded | BeatStarted>({
    event: [ArcStarted, ArcEnded, BeatStarted],
    durable: 'npc-behavior-story',
    filterSubject: 'narr.story.>',
    handle: async (told, context) => {
      const { worldId } = context;
      const { playerId, title, arcId } = told;
      if ('beatId' in told) {
        const memory = {
          kind: 'OBSERVATION',
          text: `Something came to a head: ${title}.`,
          subjectIds: subjects(playerId, arcId),
          importance: BEAT_IMPORTANCE,
        } as const;
        await rememberEvent(deps, { worldId, npcId: told.npcId }, memory, context);
        return;
      }
      const text =
        'endingId' in told ? `They say it is over, the matter of ${title}.` : `They say something has begun: ${title}.`;
      for (const { npcId, archetype } of deps.people) {
        if (archetype !== 'informant') continue;
        const memory = {
          kind: 'RUMOUR',
          text,
          subjectIds: subjects(playerId, arcId),
          importance: RUMOUR_IMPORTANCE,
        } as const;
        await rememberEvent(deps, { worldId, npcId }, memory, context);
      }
    },
  });

const subjects = (...ids: readonly string[]): readonly string[] => ids.filter((id) => id !== '');
