import { tell, type Unwanted } from './passage.js';
import type { Prop, Scene } from './scene.js';
import type { SceneConditions, Situation } from './scene-conditions.js';
import type { Sky } from './sky.js';
import { VISIBLE_STRENGTH, shareLeft } from './trace.js';

export interface RenderedScene {
  readonly text: string;
  /** The kinds of the layers shown, in order. */
  readonly layers: readonly string[];
  readonly props: readonly { readonly prop: Prop; readonly freshness: number }[];
}

/** What a scene is rendered for. */
export interface Viewing {
  readonly situation: Situation;
  readonly sky: Sky;
  readonly unwanted: Unwanted;
}

/** A scene as a player meets it now: every layer and prop whose condition holds, in order; undefined when it is not met. */
export function renderScene(
  scene: Scene,
  { situation, sky, unwanted }: Viewing,
  conditions: SceneConditions,
): RenderedScene | undefined {
  if (scene.status !== 'PUBLISHED' || !conditions.holds(scene.condition, situation)) return undefined;
  const shown = scene.layers
    .filter(({ condition }) => conditions.holds(condition, situation))
    .map(({ kind, passages, contentTags }) => ({
      kind,
      text: contentTags.some((tag) => unwanted.has(tag)) ? '' : tell(passages, unwanted),
    }))
    .filter(({ text }) => text !== '');
  const props = scene.props
    .filter(({ condition }) => conditions.holds(condition, situation))
    .map((prop) => ({ prop, freshness: freshnessOf(prop, scene, situation.gms, sky) }))
    .filter(({ freshness }) => freshness >= VISIBLE_STRENGTH);
  return { text: shown.map(({ text }) => text).join('\n\n'), layers: shown.map(({ kind }) => kind), props };
}

/** What is left of a prop: 1 is all of it. */
function freshnessOf({ decay }: Prop, { publishedGms }: Scene, gms: number, sky: Sky): number {
  if (decay === undefined) return 1;
  const washHours = Object.fromEntries(decay.washedBy.map((state) => [state.toUpperCase(), 1]));
  return shareLeft({ halfLifeGms: decay.halfLifeGms, washHours }, { fromGms: publishedGms, toGms: gms }, sky);
}
