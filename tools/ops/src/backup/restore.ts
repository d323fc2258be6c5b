import { createStreamAdmin, type NatsConnection, type StreamAdmin, type StreamReport } from '@bodybroker/nats-sdk';
import type { Command, Invocation } from '../cli/command.js';
import { CHANGE_OPTIONS, confirmed } from '../cli/confirmed.js';
import { EXIT, type ExitCode } from '../cli/exit-codes.js';
import { renderTable } from '../cli/table.js';
import { UsageError } from '../cli/usage-error.js';
import { withNats } from '../connections/open-nats.js';
import { damagedParts, readArchive } from './archive-files.js';
import { compareRestored } from './compare-restored.js';
import { readManifest, type SavedStream } from './manifest.js';

export const restore: Command = {
  name: 'restore',
  summary: 'makes streams, buckets and consumers from a backup, and compares them with it; stop the services first',
  takes: ['FOLDER'],
  options: {
    stream: { kind: 'texts', value: 'NAME', about: 'only this one' },
    replicas: {
      kind: 'text',
      value: 'COUNT',
      about: 'copies of each stream, where they shall be others than were saved',
    },
    overwrite: { kind: 'switch', about: 'remove streams that are there, with all in them, and restore these too' },
    ...CHANGE_OPTIONS,
  },
  peers: ['nats'],
  run: async (call) => {
    const folder = call.positionals[0] ?? '';
    const saved = await chooseStreams(call, folder);
    const damaged: string[] = [];
    for (const { parts } of saved) damaged.push(...(await damagedParts(folder, parts)));
    if (damaged.length > 0) {
      for (const problem of damaged) call.output.progress(problem);
      call.output.progress('nothing was changed');
      return EXIT.failed;
    }
    return withNats(call, (connection) => restoreAll(call, folder, saved, connection));
  },
};

async function chooseStreams(call: Invocation, folder: string): Promise<readonly SavedStream[]> {
  const { streams } = await readManifest(folder);
  const wanted = call.options.texts('stream');
  const missing = wanted.filter((name) => !streams.some((stream) => stream.name === name));
  if (missing.length > 0) throw new UsageError(`the backup has no stream ${missing.join(', ')}`);
  return wanted.length === 0 ? streams : streams.filter(({ name }) => wanted.includes(name));
}

async function restoreAll(
  call: Invocation,
  folder: string,
  saved: readonly SavedStream[],
  connection: NatsConnection,
): Promise<ExitCode> {
  const { options, output } = call;
  const admin = createStreamAdmin(connection.events);
  const there = (await admin.streams()).filter(({ name }) => saved.some((stream) => stream.name === name));
  if (there.length > 0 && !options.on('overwrite')) {
    output.progress(`already there: ${there.map(({ name }) => name).join(', ')}. --overwrite removes them first`);
    return EXIT.refused;
  }
  if (options.on('dry-run')) {
    output.result(
      saved.map(({ name }) => name),
      () => `${renderPlan(saved, there)}\n\n(nothing was changed)`,
    );
    return EXIT.ok;
  }
  output.progress(renderPlan(saved, there));
  const losing = there.reduce((all, { messages }) => all + messages, 0);
  if (losing > 0 && !(await confirmed(call, `remove ${losing} messages that are there and restore the backup?`))) {
    return EXIT.refused;
  }
  const restored: Restored[] = [];
  for (const stream of saved) {
    output.progress(`restoring ${stream.name}`);
    restored.push(await restoreOne(call, folder, stream, { admin, connection }));
  }
  output.result(restored, () => renderRestored(restored));
  return restored.some(({ problems }) => problems.length > 0) ? EXIT.failed : EXIT.ok;
}

interface Restored {
  readonly name: string;
  readonly messages: number;
  readonly lastSequence: number;
  readonly consumers: number;
  readonly problems: readonly string[];
}

async function restoreOne(
  { options, signal }: Invocation,
  folder: string,
  saved: SavedStream,
  { admin, connection }: { readonly admin: StreamAdmin; readonly connection: NatsConnection },
): Promise<Restored> {
  const replicas = options.count('replicas', 0, 1);
  const config = replicas === 0 ? saved.config : { ...saved.config, num_replicas: replicas };
  if (options.on('overwrite')) await admin.remove(saved.name);
  const chunks = readArchive(folder, saved.parts);
  await admin.restore({ config, state: saved.state, chunks }, { signal });
  const [stream, consumers] = await Promise.all([streamOf(admin, saved.name), admin.consumers(saved.name)]);
  return {
    name: saved.name,
    messages: stream.messages,
    lastSequence: stream.lastSequence,
    consumers: consumers.length,
    problems: await compareRestored(saved, stream, consumers, connection.events),
  };
}

async function streamOf(admin: StreamAdmin, name: string): Promise<StreamReport> {
  const stream = (await admin.streams()).find((each) => each.name === name);
  if (stream === undefined) throw new Error(`${name} was restored and is not there`);
  return stream;
}

function renderPlan(saved: readonly SavedStream[], there: readonly StreamReport[]): string {
  return renderTable(saved, [
    { title: 'STREAM', cell: ({ name }) => name },
    { title: 'SAVED', align: 'right', cell: ({ messages }) => messages },
    {
      title: 'THERE NOW',
      align: 'right',
      cell: ({ name }) => there.find((each) => each.name === name)?.messages ?? '-',
    },
  ]);
}

function renderRestored(restored: readonly Restored[]): string {
  const table = renderTable(restored, [
    { title: 'STREAM', cell: ({ name }) => name },
    { title: 'MESSAGES', align: 'right', cell: ({ messages }) => messages },
    { title: 'LAST', align: 'right', cell: ({ lastSequence }) => lastSequence },
    { title: 'CONSUMERS', align: 'right', cell: ({ consumers }) => consumers },
    { title: 'AS SAVED', cell: ({ problems }) => (problems.length === 0 ? 'yes' : 'NO') },
  ]);
  const problems = restored.flatMap((each) => each.problems);
  return [table, ...problems].join('\n');
}
