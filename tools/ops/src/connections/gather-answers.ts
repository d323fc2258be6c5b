import type { Bus } from '@bodybroker/nats-sdk';

export interface GatherOptions {
  /** Enough when so many answered. */
  readonly expected?: number;
  /** The longest wait. Default 5 000: a busy server may be slow to tell. */
  readonly timeoutMs?: number;
  /** Enough when nobody has answered for this long after the first answer. Default 750. */
  readonly quietMs?: number;
  readonly signal?: AbortSignal;
}

/** Asks everybody who listens on a subject, and returns their JSON answers; those that are none are left out. */
export function gatherAnswers<Answer>(
  bus: Pick<Bus, 'newInbox' | 'publish' | 'subscribe'>,
  subject: string,
  { expected = Infinity, timeoutMs = 5_000, quietMs = 750, signal }: GatherOptions = {},
): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const answers: Answer[] = [];
    const inbox = bus.newInbox();
    let quiet: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearTimeout(latest);
      clearTimeout(quiet);
      signal?.removeEventListener('abort', end);
      subscription.unsubscribe();
      if (signal?.aborted) reject(signal.reason);
      else resolve(answers);
    };
    const subscription = bus.subscribe(inbox, ({ status, data }) => {
      // 503: nobody listens there.
      if (status !== undefined) return end();
      const answer = parse<Answer>(data);
      if (answer === undefined) return;
      answers.push(answer);
      clearTimeout(quiet);
      if (answers.length >= expected) end();
      else quiet = setTimeout(end, quietMs);
    });
    const latest = setTimeout(end, timeoutMs);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) return end();
    try {
      bus.publish(subject, new Uint8Array(), { reply: inbox });
    } catch (error) {
      end();
      reject(error);
    }
  });
}

function parse<Answer>(data: Uint8Array): Answer | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(data)) as Answer;
  } catch {
    return undefined;
  }
}
