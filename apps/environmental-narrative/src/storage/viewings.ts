import type { RenderedScene, Viewing } from '../domain/render-scene.js';
import { renderScene } from '../domain/render-scene.js';
import { solvedCases } from '../domain/casebook.js';
import { oldest } from '../domain/oldest.js';
import type { Scene } from '../domain/scene.js';
import type { SceneConditions } from '../domain/scene-conditions.js';
import { visibleTraces, type Trace } from '../domain/trace.js';
import type { Casebooks, Reader } from './casebooks.js';
import { weatherAt, type Place, type Surroundings } from './surroundings.js';
import type { Traces } from './traces.js';

export interface ViewingsOptions {
  readonly surroundings: Surroundings;
  readonly casebooks: Casebooks;
  readonly traces: Traces;
  readonly conditions: SceneConditions;
}

/** A viewing, and the place it is in. */
export interface PlacedViewing extends Viewing {
  readonly place: Place;
}

/** Puts together what a player's scenes are rendered for: hour, weather, facts, traces, and the player's own past. */
export class Viewings {
  readonly #options: ViewingsOptions;

  constructor(options: ViewingsOptions) {
    this.#options = options;
  }

  /**
   * @param scenes those to be rendered: the world's facts are asked for when one of them reads any
   * @throws RpcError NOT_FOUND LOCATION_NOT_FOUND
   */
  async of(reader: Reader, locationId: string, scenes: readonly Scene[]): Promise<PlacedViewing> {
    const { surroundings, casebooks, traces } = this.#options;
    const { worldId, playerId } = reader;
    const [place, gms, unwanted, book, left] = await Promise.all([
      surroundings.place(worldId, locationId),
      surroundings.now(worldId),
      surroundings.unwanted(playerId),
      casebooks.read(reader),
      traces.at({ worldId, locationId }),
    ]);
    const readsFacts = scenes.some((scene) => this.#reads(scene, 'facts'));
    const [sky, facts] = await Promise.all([
      surroundings.sky(worldId, place.region, firstWashed(left, scenes)),
      readsFacts ? surroundings.facts(worldId) : new Map<string, never>(),
    ]);
    const seen = visibleTraces(left, gms, sky).map(
      ({ trace, strength }) => [trace.kind.toLowerCase(), strength] as const,
    );
    const situation = {
      gms,
      weather: weatherAt(sky, gms),
      place,
      facts,
      quest: book.quests,
      // Strongest last, so that it is the one that stays.
      traces: Object.fromEntries(seen.reverse()),
      player: { id: playerId, clues: Object.keys(book.clues), solved: solvedCases(book) },
    };
    return { place, situation, sky, unwanted };
  }

  render(scene: Scene, viewing: Viewing): RenderedScene | undefined {
    return renderScene(scene, viewing, this.#options.conditions);
  }

  #reads(scene: Scene, variable: string): boolean {
    const texts = [scene, ...scene.layers, ...scene.props].map(({ condition }) => condition);
    return texts.some((text) => this.#options.conditions.reads(text, variable));
  }
}

/** From when on rain matters here: the oldest trace, or the oldest scene with a prop that can be washed away. */
function firstWashed(traces: readonly Trace[], scenes: readonly Scene[]): number | undefined {
  const washable = scenes.filter(({ props }) => props.some(({ decay }) => (decay?.washedBy.length ?? 0) > 0));
  return oldest([...traces.map(({ leftGms }) => leftGms), ...washable.map(({ publishedGms }) => publishedGms)]);
}
