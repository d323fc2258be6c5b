import type { ChildProcess } from 'node:child_process';
import type { Answered, Answers, Asked, Question } from './messages.js';

/** How a process ended: by itself with a code, by a signal, or with neither when it could not be started. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A worker as its primary sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  readonly ended: Promise<ProcessEnd>;
  /** Undefined when no answer came in time, or none will. */
  ask<Q extends Question>(question: Q, timeoutMs: number): Promise<Answers[Q] | undefined>;
  /** Tells it to finish what is under way and end. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

/** A worker that node:cluster has forked. */
export class ForkedWorker implements WorkerProcess {
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, (answer?: Answers[Question]) => void>();
  #lastId = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
      // Also emitted for messages that cannot be sent; then the process has ended or is about to.
      child.on('error', () => {
        if (child.pid === undefined) resolve({ code: null, signal: null });
      });
    });
    child.on('message', (message) => {
      const { id, answer } = message as Answered;
      this.#asked.get(id)?.(answer);
    });
    void this.ended.then(() => this.#asked.forEach((finish) => finish()));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  ask<Q extends Question>(question: Q, timeoutMs: number): Promise<Answers[Q] | undefined> {
    const asked: Asked = { id: (this.#lastId += 1), question };
    return new Promise((resolve) => {
      const finish = (answer?: Answers[Question]): void => {
        clearTimeout(timer);
        this.#asked.delete(asked.id);
        resolve(answer as Answers[Q] | undefined);
      };
      const timer = setTimeout(finish, timeoutMs);
      this.#asked.set(asked.id, finish);
      this.#child.send(asked, (error) => {
        if (error !== null) finish();
      });
    });
  }

  // A signal, not a message: it also ends a worker that does not listen to messages yet.
  stop(): void {
    this.#child.kill('SIGTERM');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
