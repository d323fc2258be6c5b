import type { EventLog, ServerFacts, StreamAdmin } from '@bodybroker/nats-sdk';
import { writeArchive } from './archive-files.js';
import { sha256, type SavedMessage, type SavedStream } from './manifest.js';

export interface SaveOptions {
  readonly messages: 'checked' | 'unchecked';
  readonly signal: AbortSignal;
}

/** Saves one stream into a folder: its messages, settings and durables with their positions. */
export async function saveStream(
  { admin, events }: { readonly admin: StreamAdmin; readonly events: Pick<EventLog, 'get'> },
  stream: string,
  folder: string,
  options: SaveOptions,
): Promise<SavedStream> {
  // Before the archive: positions only grow, so what is restored is never behind these.
  const consumers = (await admin.consumers(stream)).filter(({ durable }) => durable);
  const { config, state, chunks } = await admin.snapshot(stream, options);
  const parts = await writeArchive(folder, stream, chunks);
  const [messages, firstSequence, lastSequence] = ['messages', 'first_seq', 'last_seq'].map((fact) =>
    numberOf(state, fact),
  );
  return {
    name: stream,
    config,
    state,
    messages: messages ?? 0,
    firstSequence: firstSequence ?? 0,
    lastSequence: lastSequence ?? 0,
    lastMessage: messages === 0 ? undefined : await messageAt(events, stream, lastSequence ?? 0),
    consumers: consumers.map(({ group: _group, ...consumer }) => consumer),
    parts,
  };
}

function numberOf(facts: ServerFacts, name: string): number {
  const value = facts[name];
  return typeof value === 'number' ? value : 0;
}

/** A message as it can be compared later; undefined when it is gone, as that of a deleted last one. */
export async function messageAt(
  events: Pick<EventLog, 'get'>,
  stream: string,
  sequence: number,
): Promise<SavedMessage | undefined> {
  const message = await events.get(stream, sequence);
  return message && { sequence, subject: message.subject, sha256: sha256(message.data) };
}
