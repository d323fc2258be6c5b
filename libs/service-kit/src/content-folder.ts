import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A content file that cannot be used. */
export class ContentError extends Error {
  override readonly name = 'ContentError';

  constructor(file: string, problem: string, cause?: unknown) {
    super(`content/${file}: ${problem}`, { cause });
  }
}

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

  /** @throws ContentError when the file is not there */
  text(file: string): string {
    try {
      return readFileSync(join(this.#path, file), 'utf8');
    } catch (error) {
      throw new ContentError(file, 'cannot be read', error);
    }
  }

  /** The JSON files of a sub-folder (`.` for the folder itself) in the order of their names. */
  all(folder = '.'): readonly { readonly file: string; readonly json: unknown }[] {
    const names = readdirSync(join(this.#path, folder)).filter((name) => name.endsWith('.json'));
    return names.sort().map((name) => {
      const file = folder === '.' ? name : `${folder}/${name}`;
      return { file, json: this.json(file) };
    });
  }
}
