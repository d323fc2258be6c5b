import { invalidArgument, isDomainError, notFound } from '@bodybroker/domain';
import { ContentError, type ContentFolder } from '@bodybroker/service-kit';
import { checkDraft } from '../domain/check-draft.js';
import { WorldConditions } from '../domain/world-conditions.js';
import { WorldDraft } from '../domain/world-draft.js';
import { loadInto, type WorldFile } from '../domain/world-file.js';
import { WorldModel } from '../domain/world-model.js';
import { readWorldFile } from './read-world-file.js';

/** The file a new world begins with. */
export const FIRST_WORLD = 'world';

/** The world files that ship with the service, each of which makes a sound world by itself. */
export class WorldFiles {
  readonly #files: ReadonlyMap<string, WorldFile>;

  /** @throws ContentError naming file, path and rule */
  constructor(content: ContentFolder) {
    this.#files = new Map(
      content.all().map(({ file, json }) => [file.slice(0, -'.json'.length), soundWorld(file, json)]),
    );
    this.first = this.#files.get(FIRST_WORLD) ?? missing();
  }

  readonly first: WorldFile;

  /** @throws DomainError NOT_FOUND CONTENT_NOT_FOUND */
  readonly named = (name: string): WorldFile => {
    const file = this.#files.get(name);
    if (file === undefined) throw notFound('content', name);
    return file;
  };

  /** @throws DomainError INVALID_ARGUMENT BAD_WORLD {path, rule} */
  readonly parse = (json: string): WorldFile => {
    try {
      return readWorldFile(JSON.parse(json));
    } catch (error) {
      if (isDomainError(error)) throw error;
      throw invalidArgument('json', 'is not JSON', 'BAD_WORLD', { path: '$' });
    }
  };
}

function soundWorld(file: string, json: unknown): WorldFile {
  try {
    const world = readWorldFile(json);
    const draft = new WorldDraft(new WorldModel());
    loadInto(draft, world, 0);
    checkDraft(draft, new WorldConditions());
    return world;
  } catch (error) {
    throw new ContentError(file, error instanceof Error ? error.message : 'cannot be used', error);
  }
}

function missing(): never {
  throw new ContentError(`${FIRST_WORLD}.json`, 'is missing');
}
