import { mkdir, readdir } from 'node:fs/promises';
import { createStreamAdmin, type NatsConnection } from '@bodybroker/nats-sdk';
import type { Command, Invocation } from '../cli/command.js';
import { EXIT } from '../cli/exit-codes.js';
import { renderBytes, renderTable } from '../cli/table.js';
import { UsageError } from '../cli/usage-error.js';
import { withNats } from '../connections/open-nats.js';
import { writeManifest, type SavedStream } from './manifest.js';
import { saveStream } from './save-stream.js';

const TOOL = `@bodybroker/ops ${process.env['BB_BUILD_VERSION'] ?? '0.0.0'}`;

export const backup: Command = {
  name: 'backup',
  summary: 'saves streams and buckets with their consumers into a new folder; services may go on meanwhile',
  takes: ['FOLDER'],
  options: {
    stream: { kind: 'texts', value: 'NAME', about: 'only this one; a bucket is KV_<bucket>' },
    unchecked: { kind: 'switch', about: 'do not let the server verify each message first' },
  },
  peers: ['nats'],
  run: async (call) => {
    const folder = call.positionals[0] ?? '';
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) {
      call.output.progress(`${folder} is not empty: a backup gets a folder of its own`);
      return EXIT.refused;
    }
    const manifest = await withNats(call, (connection) => save(call, folder, connection));
    await writeManifest(folder, manifest);
    call.output.result(manifest, () => renderSaved(folder, manifest.streams));
    return EXIT.ok;
  },
};

async function save(call: Invocation, folder: string, connection: NatsConnection) {
  const beganAt = new Date(call.world.now()).toISOString();
  const admin = createStreamAdmin(connection.events);
  const there = (await admin.streams()).map(({ name }) => name);
  const wanted = call.options.texts('stream');
  const missing = wanted.filter((name) => !there.includes(name));
  if (missing.length > 0) throw new UsageError(`there is no stream ${missing.join(', ')}`);
  const streams: SavedStream[] = [];
  for (const name of wanted.length > 0 ? wanted : there) {
    call.output.progress(`saving ${name}`);
    const options = { messages: call.options.on('unchecked') ? 'unchecked' : 'checked', signal: call.signal } as const;
    streams.push(await saveStream({ admin, events: connection.events }, name, folder, options));
  }
  return {
    tool: TOOL,
    beganAt,
    endedAt: new Date(call.world.now()).toISOString(),
    natsVersion: admin.serverVersion,
    streams,
  };
}

function renderSaved(folder: string, streams: readonly SavedStream[]): string {
  const table = renderTable(streams, [
    { title: 'STREAM', cell: ({ name }) => name },
    { title: 'MESSAGES', align: 'right', cell: ({ messages }) => messages },
    { title: 'LAST', align: 'right', cell: ({ lastSequence }) => lastSequence },
    { title: 'DURABLES', align: 'right', cell: ({ consumers }) => consumers.length },
    {
      title: 'ARCHIVE',
      align: 'right',
      cell: ({ parts }) => renderBytes(parts.reduce((all, part) => all + part.bytes, 0)),
    },
  ]);
  return `${table}\n\nsaved in ${folder}`;
}
