import type { Variables } from '@bodybroker/conditions';

/** What the match of an objective reads that events move on; also a failure condition, except for hours_open. */
export const EVENT_VARIABLES = {
  /** The fields of the event's message, by their proto names; enums by name without prefix. */
  event: 'map',
  /** The event's type, such as `game.part.harvested`. */
  type: 'string',
  /** Whole game hours since the step opened. */
  hours_open: 'int',
} as const satisfies Variables;

export const FAILURE_VARIABLES = { event: 'map', type: 'string' } as const satisfies Variables;

/** What the match of WAIT_UNTIL reads. */
export const CLOCK_VARIABLES = {
  gms: 'int',
  /** 0 to 23. */
  hour: 'int',
  /** Whole days since gms 0. */
  day: 'int',
  hours_open: 'int',
} as const satisfies Variables;

/** What the match of FLAG reads. */
export const FACT_VARIABLES = {
  /** Of the world, by key: `facts["catacombs.open"]`. */
  facts: 'map',
  /** Names the player has. */
  flags: 'list',
} as const satisfies Variables;

/** What prerequisites read. */
export const PREREQUISITE_VARIABLES = {
  facts: 'map',
  flags: 'list',
  /** Definition ids of quests the player has completed. */
  done: 'list',
  /** Definition ids of quests the player has taken up and that are not over. */
  active: 'list',
  /** trust, fear, respect, familiarity, debt between the giver and the player. */
  giver: 'map',
} as const satisfies Variables;
