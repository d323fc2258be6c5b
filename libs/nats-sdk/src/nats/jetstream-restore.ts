import { RpcError } from '../rpc/rpc-error.js';
import { askOnce } from './ask-once.js';
import type { RestoreOptions, StreamReport, StreamSnapshot } from '../events/stream-admin.js';
import type { JetStreamApi } from './jetstream-api.js';
import { toStreamReport, type StreamInfoAnswer } from './jetstream-reports.js';

const REQUEST_TIMEOUT_MS = 10_000;
/** The server forgets a restore to which nothing came for 5 s. */
const CHUNK_TIMEOUT_MS = 5_000;
const FINISH_TIMEOUT_MS = 300_000;

/** Sends an archive chunk by chunk, the next when the server has answered the one before, and an empty one at its end. */
export async function restoreSnapshot(
  api: JetStreamApi,
  { config, state, chunks }: StreamSnapshot,
  { finishTimeoutMs = FINISH_TIMEOUT_MS, signal }: RestoreOptions,
): Promise<StreamReport> {
  signal?.throwIfAborted();
  const nc = api.connection;
  const stream = String(config['name']);
  const opened = await askOnce<{ readonly deliver_subject: string }>(
    nc,
    `$JS.API.STREAM.RESTORE.${stream}`,
    JSON.stringify({ config, state }),
    { timeoutMs: REQUEST_TIMEOUT_MS, stream },
  );
  if (opened === undefined) throw unexplained(stream);
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    await askOnce(nc, opened.deliver_subject, chunk, { timeoutMs: CHUNK_TIMEOUT_MS, stream });
  }
  const made = await askOnce<StreamInfoAnswer>(nc, opened.deliver_subject, '', { timeoutMs: finishTimeoutMs, stream });
  if (made === undefined) throw unexplained(stream);
  return toStreamReport(made);
}

function unexplained(stream: string): RpcError {
  return new RpcError('INTERNAL', 'JETSTREAM', `the server answered the restore of ${stream} with nothing`);
}
