import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsumerReport, ServerFacts } from '@bodybroker/nats-sdk';

export const MANIFEST_FILE = 'manifest.json';
const FORMAT = 1;

/** What a folder with a backup says of itself; written last, so that a folder without one is no backup. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** `@bodybroker/ops` and its version. */
  readonly tool: string;
  readonly beganAt: string;
  readonly endedAt: string;
  /** An older server may not read the archives of a newer one. */
  readonly natsVersion: string;
  readonly streams: readonly SavedStream[];
}

export interface SavedStream {
  readonly name: string;
  readonly config: ServerFacts;
  /** The stream's state when the server began to archive it. */
  readonly state: ServerFacts;
  readonly messages: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** To compare with after a restore; undefined of an empty stream. */
  readonly lastMessage: SavedMessage | undefined;
  /** Durable ones, as they were just before the archive. */
  readonly consumers: readonly Omit<ConsumerReport, 'group'>[];
  readonly parts: readonly SavedPart[];
}

export interface SavedMessage {
  readonly sequence: number;
  readonly subject: string;
  /** SHA-256 of the body. */
  readonly sha256: string;
}

/** One file of an archive, relative to the manifest. */
export interface SavedPart {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export function sha256(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

export async function writeManifest(folder: string, manifest: Omit<Manifest, 'format'>): Promise<void> {
  const text = JSON.stringify({ format: FORMAT, ...manifest }, undefined, 2);
  await writeFile(join(folder, MANIFEST_FILE), `${text}\n`, { flag: 'wx' });
}

/** @throws Error when the folder holds no backup, or one of another format */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`${folder} holds no finished backup: ${MANIFEST_FILE} cannot be read`, { cause: error });
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== FORMAT)
    throw new Error(`${file} has format ${String(manifest.format)}, this reads ${FORMAT}`);
  return manifest;
}
