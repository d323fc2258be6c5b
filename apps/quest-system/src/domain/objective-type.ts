export const OBJECTIVE_TYPES = [
  'COLLECT',
  'DELIVER',
  'TALK',
  'VISIT',
  'DISCOVER',
  'KILL',
  'DEAL_SETTLED',
  'WAIT_UNTIL',
  'FLAG',
] as const;
export type ObjectiveType = (typeof OBJECTIVE_TYPES)[number];

/**
 * What moves an objective on: events of the player (the first type is the default), a look at the game clock, a look at facts
 * and flags, or only a service that says so.
 */
export type ObjectiveSource =
  | { readonly kind: 'events'; readonly types: readonly [string, ...string[]] }
  | { readonly kind: 'clock' }
  | { readonly kind: 'facts' }
  | { readonly kind: 'reported' };

/** Where the progress of each type of objective comes from. */
export const OBJECTIVE_SOURCES: Readonly<Record<ObjectiveType, ObjectiveSource>> = {
  COLLECT: { kind: 'events', types: ['game.part.harvested', 'game.part.preserved'] },
  DELIVER: { kind: 'events', types: ['game.part.transferred', 'game.deal.settled'] },
  TALK: { kind: 'events', types: ['game.npc.talked'] },
  VISIT: { kind: 'events', types: ['game.world.location_entered', 'narr.scene.entered'] },
  DISCOVER: {
    kind: 'events',
    types: ['narr.scene.clue_discovered', 'narr.scene.prop_inspected', 'narr.scene.incident_solved'],
  },
  KILL: { kind: 'reported' },
  DEAL_SETTLED: { kind: 'events', types: ['game.deal.settled', 'game.deal.accepted'] },
  WAIT_UNTIL: { kind: 'clock' },
  FLAG: { kind: 'facts' },
};
