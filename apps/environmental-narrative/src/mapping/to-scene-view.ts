import type { SceneView } from '@bodybroker/contracts-environmental-narrative';
import { hasInspected, own, type Casebook } from '../domain/casebook.js';
import { tell, type Unwanted } from '../domain/passage.js';
import type { RenderedScene } from '../domain/render-scene.js';
import type { NamedScene } from '../publishers/story-told.js';

/**
 * A scene as a player meets it.
 * @param book as it was before
 */
export function toSceneView(
  { id, value }: NamedScene,
  rendered: RenderedScene,
  book: Casebook,
  unwanted: Unwanted,
): SceneView {
  return {
    id,
    title: value.title,
    renderedText: rendered.text,
    layers: [...rendered.layers],
    new: own(book.scenes, id) === undefined,
    incidentId: value.incidentId,
    props: rendered.props.map(({ prop, freshness }) => ({
      id: prop.id,
      name: prop.name,
      description: tell(prop.description, unwanted),
      freshness: Number(freshness.toFixed(4)),
      alreadyInspected: hasInspected(book, id, prop.id),
    })),
  };
}
