/** What somebody can do. Of equally good actions the earlier one is taken. */
export const ACTION_TYPES = [
  'IDLE',
  'SLEEP',
  'WORK',
  'EAT',
  'DRINK',
  'PRAY',
  'PATROL',
  'TRADE',
  'SOCIALISE',
  'STUDY',
  'WANDER',
  'SHELTER',
  'FLEE',
  'INVESTIGATE',
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** -1 to 1 each; left out counts as 0. */
export const TRAITS = ['boldness', 'warmth', 'greed', 'piety', 'honesty', 'curiosity'] as const;
export type Trait = (typeof TRAITS)[number];

/** 0 (content) to 1. */
export const NEEDS = ['hunger', 'rest', 'company', 'purse', 'faith'] as const;
export type Need = (typeof NEEDS)[number];

export const GOALS = ['stay-safe', 'sleep', 'eat', 'earn', 'company', 'faith', 'keep-order', 'learn'] as const;
export type Goal = (typeof GOALS)[number];

/** One line of a day; from = to is the whole day, from > to goes over midnight. */
export interface ScheduleEntry {
  /** 0 to 23. */
  readonly fromHour: number;
  /** Not included; 0 to 24. */
  readonly toHour: number;
  readonly locationId: string;
  readonly activity: ActionType;
}

/** Who somebody is: what an admin or the content says, not what they do. */
export interface Npc {
  readonly npcId: string;
  readonly name: string;
  readonly archetype: string;
  readonly traits: Readonly<Partial<Record<Trait, number>>>;
  readonly homeLocation: string;
  readonly faction: string;
  readonly schedule: readonly ScheduleEntry[];
  /** Growth an hour, where it is not the usual one. */
  readonly needs: Readonly<Partial<Record<Need, number>>>;
  readonly knowledgeTags: readonly string[];
  readonly voiceTags: readonly string[];
  readonly goals: readonly { readonly id: Goal; readonly weight: number }[];
  readonly greetings: readonly string[];
  readonly ownFacts: readonly string[];
  readonly questIds: readonly string[];
  readonly isDead: boolean;
}

export function traitOf({ traits }: Npc, trait: Trait): number {
  return traits[trait] ?? 0;
}

/** Safety, food and sleep matter to everybody; not so much, unless it is said, that the day's duty is left for food or sleep. */
const USUAL_WEIGHTS: Readonly<Partial<Record<Goal, number>>> = { 'stay-safe': 0.7, eat: 0.5, sleep: 0.5 };

/** How much something matters to them, 0 to 1. */
export function weightOf({ goals }: Npc, goal: Goal): number {
  return goals.find(({ id }) => id === goal)?.weight ?? USUAL_WEIGHTS[goal] ?? 0;
}

/** The value of a tag such as `mood:weary`, of those with this prefix the first. */
export function voiceOf({ voiceTags }: Npc, prefix: string): string | undefined {
  return voiceTags.find((tag) => tag.startsWith(`${prefix}:`))?.slice(prefix.length + 1);
}
