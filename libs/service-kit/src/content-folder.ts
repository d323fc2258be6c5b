import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError } from './content-error.js';
import { ContentNode } from './content-node.js';

/** The JSON files a service ships in its folder `content/`. Read when the service is built, validated by its domain. */
export class ContentFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws ContentError when the file is not there or is no JSON */
  json(file: string): unknown {
    const text = this.text(file);
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new ContentError(file, 'is not JSON', error);
    }
  }

  /** The file's JSON, to be read with its place in the file. @throws ContentError when the file is not there or is no JSON */
  node(file: string): ContentNode {
    return new ContentNode(file, this.json(file));
  }

  /** @throws ContentError when the file is not there */
  text(file: string): string {
    try {
      return readFileSync(join(this.#path, file), 'utf8');
    } catch (error) {
      throw new ContentError(file, 'cannot be read', error);
    }
  }

  /**
   * The JSON files of a sub-folder (`.` for the folder itself) in the order of their names.
   * @throws ContentError when the folder is not there or a file is no JSON
   */
  all(folder = '.'): readonly { readonly file: string; readonly json: unknown }[] {
    const names = this.#namesIn(folder).filter((name) => name.endsWith('.json'));
    return names.sort().map((name) => {
      const file = folder === '.' ? name : `${folder}/${name}`;
      return { file, json: this.json(file) };
    });
  }

  #namesIn(folder: string): string[] {
    try {
      return readdirSync(join(this.#path, folder));
    } catch (error) {
      throw new ContentError(folder, 'cannot be read', error);
    }
  }
}
