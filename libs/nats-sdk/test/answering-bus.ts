import type { Bus, BusMessage, PublishOptions } from '../src/index.js';

/** How a request is answered: with these statuses (undefined: a plain answer), one after the other. */
export type AnswerRule = (requestNumber: number) => readonly (number | undefined)[];

/** A Bus that answers every request a turn of the event loop later and keeps nothing: what grows is not of its making. */
export class AnsweringBus implements Bus {
  readonly state = 'connected';
  readonly maxPayloadBytes = 1_048_576;
  readonly server = '';
  readonly #answers: AnswerRule;
  #handler: (message: BusMessage) => void = () => undefined;
  #due: BusMessage[] = [];
  #requests = 0;

  constructor(answers: AnswerRule) {
    this.#answers = answers;
  }

  publish(_subject: string, data: Uint8Array, { reply }: PublishOptions = {}): void {
    if (reply === undefined) return;
    this.#requests += 1;
    if (this.#due.length === 0) setImmediate(() => this.#deliver());
    // In bytes and back, as a connection does: an address that arrives is a text of its own.
    const subject = Buffer.from(reply, 'latin1').toString('latin1');
    for (const status of this.#answers(this.#requests)) {
      this.#due.push({ subject, reply: undefined, headers: {}, status, data });
    }
  }

  subscribe(_subject: string, handler: (message: BusMessage) => void): { unsubscribe(): void; drain(): Promise<void> } {
    this.#handler = handler;
    return { unsubscribe: () => undefined, drain: () => Promise.resolve() };
  }

  newInbox(): string {
    return '_INBOX.answering';
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  rtt(): Promise<number> {
    return Promise.resolve(0);
  }

  onEvent(): () => void {
    return () => undefined;
  }

  #deliver(): void {
    const due = this.#due;
    this.#due = [];
    for (const message of due) this.#handler(message);
  }
}
