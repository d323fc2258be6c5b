import { setTimeout as delay } from 'node:timers/promises';
import type { Call, Json } from '../client/call.js';
import type { GatewayClient } from '../client/gateway-client.js';

/** A call that the test needs to begin or to go on, and does not measure. */
export type SetupCall = Pick<Call, 'method' | 'path' | 'body' | 'token'>;

export class SetupFailed extends Error {
  override readonly name = 'SetupFailed';
  /** `429 RATE_LIMITED`, `connection refused` … */
  readonly errorClass: string;

  constructor({ method, path }: SetupCall, errorClass: string) {
    super(`${method} ${path} was not answered: ${errorClass}`);
    this.errorClass = errorClass;
  }
}

const MOST_TRIES = 20;
const PAUSE_MS = 500;

/** Makes a call, again while the gateway asks for patience (429, 503). @throws SetupFailed */
export async function setupCall(client: GatewayClient, call: SetupCall, signal: AbortSignal): Promise<Json> {
  for (let tries = 1; ; tries += 1) {
    let answer: Json;
    const onAnswer = (json: Json): void => {
      answer = json;
    };
    const outcome = await client.send({ ...call, name: 'setup', kind: 'unary', onAnswer }, call.token ?? 'none');
    if (outcome.kind === 'answered') return answer;
    const errorClass = outcome.kind === 'failed' ? outcome.errorClass : outcome.reason;
    const isBusy = errorClass.startsWith('429') || errorClass.startsWith('503');
    if (!isBusy || tries === MOST_TRIES) throw new SetupFailed(call, errorClass);
    await delay(PAUSE_MS, undefined, { signal });
  }
}
