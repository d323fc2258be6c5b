import {
  ArcEnded,
  ArcStarted,
  ArcStatus,
  BeatEnded,
  BeatKind,
  BeatRunStatus,
  BeatStarted,
  ChoiceMade,
  PacingPhase,
  TensionChanged,
} from '@bodybroker/contracts-story-teller';
import type { Clock } from '@bodybroker/domain';
import { createEvent, currentContext, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { nextInChain } from '../domain/beat-chain.js';
import type { Happening, StoryDraft } from '../domain/story-draft.js';
import { toWeatherWish } from '../mapping/to-effects.js';

/** Tells of everything that happened in one change, in its order. */
export function storyTold(
  storyId: string,
  { story, happenings, gms }: StoryDraft,
  version: bigint,
  clock: Clock,
): readonly OutboxEvent[] {
  return happenings.map((happening, nth) => {
    const facts: EventFacts = {
      source: 'story-teller',
      clock,
      // Several events of one type may come with one version.
      eventId: `story-teller:${storyId}:${version}:${nth}:${happening.kind}`,
      entityId: storyId,
      entityVersion: version,
      playerId: story.playerId,
      gameTimeGms: BigInt(gms),
      context: originOf(story.worldId, `story-teller:${storyId}:${version}`),
    };
    return eventOf(happening, story.playerId, facts);
  });
}

/** The story's own world; and whatever comes of the event is known to come of a beat. */
function originOf(worldId: string, id: string): NonNullable<EventFacts['context']> {
  const context = currentContext() ?? { requestId: id, correlationId: id };
  return { ...context, correlationId: nextInChain(context.correlationId), worldId };
}

function eventOf(happening: Happening, playerId: string, facts: EventFacts): OutboxEvent {
  switch (happening.kind) {
    case 'arc_started': {
      const { arcId, title, actId } = happening;
      return createEvent(ArcStarted, { playerId, arcId, title, actId }, facts);
    }
    case 'arc_ended': {
      const { arcId, title, endingId, status } = happening;
      return createEvent(ArcEnded, { playerId, arcId, title, endingId, status: ArcStatus[status] }, facts);
    }
    case 'beat_started': {
      const { runId: beatRunId, run, beat } = happening;
      const { beatId, title, arcId, locationId, npcId } = run;
      const { weather } = beat.effects;
      const more = {
        kind: BeatKind[beat.kind],
        intensity: beat.intensity,
        tags: [...beat.tags],
        ...(weather === undefined ? {} : { weather: toWeatherWish(weather) }),
      };
      return createEvent(BeatStarted, { playerId, beatRunId, beatId, title, arcId, locationId, npcId, ...more }, facts);
    }
    case 'beat_ended': {
      const { runId: beatRunId, run } = happening;
      const { beatId, arcId, status, turn: turns } = run;
      return createEvent(
        BeatEnded,
        { playerId, beatRunId, beatId, arcId, status: BeatRunStatus[status], turns },
        facts,
      );
    }
    case 'choice_made': {
      const { runId: beatRunId, run, choiceIndex, text, turn } = happening;
      const { beatId, arcId } = run;
      return createEvent(ChoiceMade, { playerId, beatRunId, beatId, arcId, choiceIndex, text, turn }, facts);
    }
    case 'tension_changed': {
      const { oldTension, newTension, oldPhase, newPhase } = happening;
      const phases = { oldPhase: PacingPhase[oldPhase], newPhase: PacingPhase[newPhase] };
      return createEvent(TensionChanged, { playerId, oldTension, newTension, ...phases }, facts);
    }
  }
}
