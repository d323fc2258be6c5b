import type { ActionState } from './action-state.js';
import { HOUR_GMS, hourStart } from './game-time.js';
import { SETTLED, hoursUntilPressing, levelsAfter, type NeedLevels } from './needs.js';
import { voiceOf, type ActionType, type Npc } from './npc.js';
import { entryAt, entryEndsAt } from './schedule.js';

/** What somebody does. */
export interface NpcAction {
  readonly type: ActionType;
  readonly target: string;
  readonly locationId: string;
  readonly state: ActionState;
  readonly goal: string;
  readonly sinceGms: number;
}

/** Who is being talked to, and until when unless another word is said: Unix ms. */
export interface Talk {
  readonly conversationId: string;
  readonly playerId: string;
  readonly untilMs: number;
}

/** What somebody does now, and how they are. */
export interface NpcState {
  readonly locationId: string;
  readonly action: NpcAction;
  readonly levels: NeedLevels;
  /** When the levels were true. They go on from there by the action. */
  readonly levelsGms: number;
  /** When they next think about what to do. */
  readonly dueGms: number;
  readonly talk?: Talk;
}

/** People look up from what they do at least this often. */
const LONGEST_SPAN_GMS = 4 * HOUR_GMS;

/** Somebody new, in the middle of what the schedule says. */
export function beginState(npc: Npc, gms: number): NpcState {
  const { locationId, activity } = entryAt(npc.schedule, gms);
  const at = hourStart(gms);
  const action: NpcAction = {
    type: activity,
    target: '',
    locationId,
    state: 'EXECUTING',
    goal: 'routine',
    sinceGms: at,
  };
  return { locationId, action, levels: SETTLED, levelsGms: at, dueGms: nextDue(npc, SETTLED, activity, at) };
}

/** How badly they want each thing at a later moment. */
export function levelsAt(npc: Npc, { levels, levelsGms, action }: NpcState, gms: number): NeedLevels {
  return levelsAfter(npc, levels, action.type, Math.max(0, gms - levelsGms) / HOUR_GMS);
}

/**
 * When somebody thinks again: the schedule goes on, a need becomes pressing, or they look up. It follows from their state alone,
 * so however time is cut into steps they think at the same moments.
 */
export function nextDue(npc: Npc, levels: NeedLevels, activity: ActionType, gms: number): number {
  const pressingGms = hourStart(gms) + hoursUntilPressing(npc, levels, activity) * HOUR_GMS;
  return Math.min(entryEndsAt(npc.schedule, gms), pressingGms, hourStart(gms) + LONGEST_SPAN_GMS);
}

/** Whether somebody can be talked to. */
export type Availability =
  | { readonly is: 'AWAKE' }
  | { readonly is: 'ASLEEP'; readonly untilGms: number }
  | { readonly is: 'BUSY'; readonly conversationId: string; readonly untilMs: number }
  | { readonly is: 'DEAD' };

export function availabilityOf(npc: Npc, { action, talk }: NpcState, now: { gms: number; ms: number }): Availability {
  if (npc.isDead) return { is: 'DEAD' };
  if (talk !== undefined && talk.untilMs > now.ms)
    return { is: 'BUSY', conversationId: talk.conversationId, untilMs: talk.untilMs };
  if (action.type === 'SLEEP') return { is: 'ASLEEP', untilGms: entryEndsAt(npc.schedule, now.gms) };
  return { is: 'AWAKE' };
}

const TIRED = 0.85;

/** How somebody feels when nobody has said anything yet: what the generator's mood packs are chosen by. */
export function moodOf(npc: Npc, state: NpcState, gms: number): string {
  if (state.action.type === 'FLEE') return 'afraid';
  if (state.action.type === 'DRINK') return 'drunk';
  if (levelsAt(npc, state, gms).rest >= TIRED) return 'weary';
  return voiceOf(npc, 'mood') ?? 'wary';
}
