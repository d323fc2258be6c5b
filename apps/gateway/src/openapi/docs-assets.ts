import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file the API page is made of. */
export interface DocsAsset {
  readonly contentType: string;
  readonly body: Uint8Array;
}

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/**
 * Reads the files of swagger-ui-dist that the API page needs.
 * @param directories where they may be: the first that has them all is taken
 * @returns by file name; undefined when they are nowhere
 */
export async function loadDocsAssets(
  directories: readonly string[],
): Promise<ReadonlyMap<string, DocsAsset> | undefined> {
  for (const directory of directories) {
    try {
      const files = Object.entries(FILES).map(
        async ([name, contentType]) => [name, { contentType, body: await readFile(join(directory, name)) }] as const,
      );
      return new Map(await Promise.all(files));
    } catch {
      continue;
    }
  }
  return undefined;
}
