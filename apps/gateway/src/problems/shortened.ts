import type { RpcError } from '@bodybroker/nats-sdk';

/** Longest text of an answer that is for people, and longest value of one of its facts, in characters. */
const MAX_DETAIL_LENGTH = 500;
const MAX_FACT_LENGTH = 1000;

/** What an error tells a client. */
export interface ToldError {
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
}

/** Services repeat in their refusals what was sent to them; a client is not to get all of that back. */
export function shortened({ message, details }: RpcError): ToldError {
  return {
    message: cut(message, MAX_DETAIL_LENGTH),
    // Not assigned one by one: a name may be `__proto__`.
    details: Object.fromEntries(
      Object.entries(details).map(([name, value]) => [cut(name, MAX_DETAIL_LENGTH), cut(value, MAX_FACT_LENGTH)]),
    ),
  };
}

function cut(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).toWellFormed()}\u2026`;
}
