import { invalidArgument } from '@bodybroker/domain';
import { isForEverybody, type Passage } from './passage.js';
import type { Clue, Prop, SceneText } from './scene.js';
import type { SceneConditions } from './scene-conditions.js';

const WASHING = ['rain', 'storm', 'snow', 'ashfall'];

/**
 * Refuses a scene that cannot be shown to everybody, or points at what it has not.
 * @throws DomainError INVALID_ARGUMENT BAD_CONDITION, DUPLICATE_ID, CLUE_MISSING, NOTHING_LEFT, WASHED_BY
 */
export function checkScene(scene: SceneText, conditions: SceneConditions): void {
  conditions.check(scene.condition);
  scene.layers.forEach(({ condition }) => conditions.check(condition));
  if (
    !scene.layers.some(
      (layer) => layer.condition === '' && layer.contentTags.length === 0 && isForEverybody(layer.passages),
    )
  ) {
    throw nothingLeft('layers', 'one layer that always holds needs a passage without content tags');
  }
  checkIds('props', scene.props);
  checkIds('clues', scene.clues);
  scene.props.forEach((prop, index) => checkProp(prop, `props[${index}]`, scene, conditions));
  scene.clues.forEach((clue, index) => checkPassages(clue.passages, `clues[${index}].passages`));
}

function checkProp(prop: Prop, path: string, scene: SceneText, conditions: SceneConditions): void {
  conditions.check(prop.condition);
  checkPassages(prop.description, `${path}.description`);
  checkPassages(prop.inspect.passages, `${path}.inspect.passages`);
  if (prop.clueId !== '' && !scene.clues.some(({ id }) => id === prop.clueId)) {
    throw invalidArgument(`${path}.clue_id`, `names ${prop.clueId}, which is no clue of this scene`, 'CLUE_MISSING');
  }
  const dry = prop.decay?.washedBy.find((state) => !WASHING.includes(state));
  if (dry !== undefined) {
    throw invalidArgument(`${path}.decay.washed_by`, `names ${dry}; known are ${WASHING.join(', ')}`, 'WASHED_BY');
  }
}

function checkPassages(passages: readonly Passage[], path: string): void {
  if (!isForEverybody(passages)) throw nothingLeft(path, 'needs a passage without content tags');
}

function checkIds(path: string, things: readonly (Prop | Clue)[]): void {
  const seen = new Set<string>();
  for (const { id } of things) {
    if (seen.has(id)) throw invalidArgument(path, `has ${id} twice`, 'DUPLICATE_ID', { id });
    seen.add(id);
  }
}

function nothingLeft(path: string, rule: string): Error {
  return invalidArgument(path, rule, 'NOTHING_LEFT');
}
