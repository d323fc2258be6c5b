import { failedPrecondition } from '@bodybroker/domain';
import { findClue, hasInspected, inspectProp, own, type Casebook } from './casebook.js';
import type { RenderedScene } from './render-scene.js';
import type { Clue, Prop, Scene } from './scene.js';

export interface Look {
  readonly propId: string;
  /** What is in hand; empty: nothing. */
  readonly tool: string;
  /** What the player brings to it; empty: nothing. */
  readonly skill: string;
}

/**
 * The prop a player looks at.
 * @param rendered the scene as the player meets it; undefined: not at all
 * @throws DomainError FAILED_PRECONDITION NOT_VISIBLE, TOOL_REQUIRED {tool}, SKILL_REQUIRED {skill}
 */
export function propInSight(rendered: RenderedScene | undefined, { propId, tool, skill }: Look): Prop {
  const prop = rendered?.props.find((each) => each.prop.id === propId)?.prop;
  if (prop === undefined)
    throw failedPrecondition('NOT_VISIBLE', 'there is no such thing to be seen now', { prop_id: propId });
  const { requiresTool, requiresSkill } = prop.inspect;
  if (requiresTool !== '' && requiresTool !== tool) {
    throw failedPrecondition('TOOL_REQUIRED', `this needs a ${requiresTool}`, { tool: requiresTool });
  }
  if (requiresSkill !== '' && requiresSkill !== skill) {
    throw failedPrecondition('SKILL_REQUIRED', `this needs some ${requiresSkill}`, { skill: requiresSkill });
  }
  return prop;
}

export interface Looked {
  readonly book: Casebook;
  readonly wasSeen: boolean;
  /** The prop's clue; undefined when it has none. */
  readonly clue: Clue | undefined;
  readonly isNewClue: boolean;
}

/** What a close look changes: the prop is seen, and its clue found, once each. */
export function lookClosely(
  book: Casebook,
  { id, value }: { readonly id: string; readonly value: Scene },
  prop: Prop,
  gms: number,
): Looked {
  const clue = prop.clueId === '' ? undefined : value.clues.find((each) => each.id === prop.clueId);
  const seen = inspectProp(book, id, prop.id);
  const { incidentId } = value;
  return {
    book: clue === undefined ? seen : findClue(seen, clue.id, { sceneId: id, incidentId, gms }),
    wasSeen: hasInspected(book, id, prop.id),
    clue,
    isNewClue: clue !== undefined && own(book.clues, clue.id) === undefined,
  };
}
