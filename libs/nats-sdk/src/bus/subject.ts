import { RpcError } from '../rpc/rpc-error.js';

const PUBLISHABLE = /^[^\s.*>]+(?:\.[^\s.*>]+)*$/;
const SUBSCRIBABLE = /^(?:[^\s.>*]+\.|\*\.)*(?:[^\s.>*]+|\*|>)$/;

/** @throws RpcError INVALID_ARGUMENT BAD_SUBJECT when nothing can be published there */
export function assertPublishSubject(subject: string): void {
  if (!PUBLISHABLE.test(subject)) throw badSubject(subject);
}

/** @throws RpcError INVALID_ARGUMENT BAD_SUBJECT when it is no subject filter */
export function assertSubscribeSubject(subject: string): void {
  if (!SUBSCRIBABLE.test(subject)) throw badSubject(subject);
}

/** Whether a subject filter (`*` is one token, `>` one or more at the end) takes a subject, both split at the dots. */
export function subjectMatches(filter: readonly string[], subject: readonly string[]): boolean {
  for (let i = 0; i < filter.length; i += 1) {
    const token = filter[i];
    if (token === '>') return subject.length > i;
    if (i >= subject.length || (token !== '*' && token !== subject[i])) return false;
  }
  return filter.length === subject.length;
}

function badSubject(subject: string): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'BAD_SUBJECT', `"${subject.slice(0, 128)}" is not a subject`);
}
