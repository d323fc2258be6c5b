import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SavedPart } from './manifest.js';

/** A size that one upload and one checksum handle well. */
const PART_BYTES = 64 * 1024 * 1024;
/** What nats-server takes at once: its own default chunk. */
const CHUNK_BYTES = 128 * 1024;

/** Writes an archive into files of at most `partBytes`, each flushed to disk before the next. */
export async function writeArchive(
  folder: string,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  partBytes = PART_BYTES,
): Promise<SavedPart[]> {
  const parts: SavedPart[] = [];
  const arrivals = chunks[Symbol.asyncIterator]();
  let next = await arrivals.next();
  while (!next.done) {
    const file = `${name}/${String(parts.length + 1).padStart(6, '0')}.part`;
    await mkdir(dirname(join(folder, file)), { recursive: true });
    const hash = createHash('sha256');
    let bytes = 0;
    const handle = await open(join(folder, file), 'wx');
    try {
      while (!next.done && (bytes === 0 || bytes + next.value.length <= partBytes)) {
        await handle.write(next.value);
        hash.update(next.value);
        bytes += next.value.length;
        next = await arrivals.next();
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    parts.push({ file, bytes, sha256: hash.digest('hex') });
  }
  return parts;
}

/** The chunks of an archive, in order. */
export async function* readArchive(folder: string, parts: readonly SavedPart[]): AsyncGenerator<Uint8Array> {
  for (const { file } of parts) {
    for await (const chunk of createReadStream(join(folder, file), { highWaterMark: CHUNK_BYTES })) {
      yield chunk as Uint8Array;
    }
  }
}

/** What is wrong with the files of an archive, a line each. */
export async function damagedParts(folder: string, parts: readonly SavedPart[]): Promise<string[]> {
  const problems: string[] = [];
  for (const part of parts) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of readArchive(folder, [part])) hash.update(chunk);
    } catch (error) {
      problems.push(`${part.file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    if (hash.digest('hex') !== part.sha256) problems.push(`${part.file} is not what was saved: its checksum differs`);
  }
  return problems;
}
