import { createHash } from 'node:crypto';
import type { Logger } from '@bodybroker/telemetry';
import { ChunkSequence } from '../domain/chunk-sequence.js';
import type { Usage } from '../domain/generation.js';
import { isLastChunk, type StreamChunk } from '../domain/stream-chunk.js';
import type { Answer } from '../domain/answer.js';
import type { ChunkLog } from '../storage/chunk-log.js';

/** A reader hears at least this often that there is still somebody. */
export const HEARTBEAT_MS = 5000;

export interface StreamOutletOptions {
  readonly log: ChunkLog;
  readonly logger: Logger;
}

/** The chunks of one stream between who makes them and who reads them. Each is kept in the log besides. */
export class StreamOutlet {
  readonly #id: string;
  readonly #log: ChunkLog;
  readonly #logger: Logger;
  readonly #sequence = new ChunkSequence();
  readonly #hash = createHash('sha256');
  readonly #waiting: StreamChunk[] = [];
  readonly #unsaved: StreamChunk[] = [];
  #saving: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => undefined;

  constructor(id: string, { log, logger }: StreamOutletOptions) {
    this.#id = id;
    this.#log = log;
    this.#logger = logger;
  }

  readonly say = (text: string): void => {
    this.#hash.update(text);
    const chunk: StreamChunk = { kind: 'delta', sequence: this.#sequence.take('delta'), text };
    this.#unsaved.push(chunk);
    this.#saving ??= this.#save();
    this.#give(chunk);
  };

  /** The last chunks of a stream that was not broken by a failure. To be saved, then given to {@link close}. */
  done({ finishReason, modelRef, provider }: Omit<Answer, 'usage' | 'text'>, usage: Usage): readonly StreamChunk[] {
    const textSha256 = this.#hash.digest('hex');
    return [
      { kind: 'usage', sequence: this.#sequence.take('usage'), usage },
      { kind: 'done', sequence: this.#sequence.take('done'), finishReason, modelRef, provider, textSha256 },
    ];
  }

  /** The last chunk of a stream that was broken by a failure. */
  failed(
    failure: Pick<Extract<StreamChunk, { kind: 'error' }>, 'reason' | 'message' | 'partial'>,
  ): readonly StreamChunk[] {
    return [{ kind: 'error', sequence: this.#sequence.take('error'), ...failure }];
  }

  /** Resolves when all that was said is in the log, as far as that is possible. */
  async saved(): Promise<void> {
    await this.#saving;
  }

  close(last: readonly StreamChunk[]): void {
    last.forEach((chunk) => this.#give(chunk));
  }

  /** Ends the reading with an error instead of a chunk. Nothing happens after a last chunk. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  /** What was said, as it comes, with heartbeats, to the last chunk. @throws the error of {@link fail} */
  async *read(): AsyncGenerator<StreamChunk> {
    for (;;) {
      const chunk = this.#waiting.shift();
      if (chunk !== undefined) {
        yield chunk;
        if (isLastChunk(chunk)) return;
      } else if (this.#failure !== undefined) {
        throw this.#failure.error;
      } else if ((await this.#news()) === 'none' && !this.#sequence.ended) {
        yield { kind: 'heartbeat', sequence: this.#sequence.take('heartbeat') };
      }
    }
  }

  #give(chunk: StreamChunk): void {
    this.#waiting.push(chunk);
    this.#wake();
  }

  #news(): Promise<'some' | 'none'> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('none'), HEARTBEAT_MS).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve('some');
      };
    });
  }

  async #save(): Promise<void> {
    try {
      while (this.#unsaved.length > 0) await this.#log.append(this.#id, this.#unsaved.splice(0));
    } catch (error) {
      // The reader has the words; only who resumes misses them.
      this.#logger.warn('chunks of a stream were not kept', { error, stream: this.#id });
    }
    this.#saving = undefined;
  }
}
