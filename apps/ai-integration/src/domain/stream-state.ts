import { failedPrecondition } from '@bodybroker/domain';

export type StreamState = 'QUEUED' | 'RUNNING' | 'DONE' | 'ERROR' | 'CANCELLED';
export type StreamEvent = 'start' | 'finish' | 'fail' | 'cancel';

/** All allowed steps of a generation. What is not here is refused; the three last states end it. */
export const STREAM_TRANSITIONS: Readonly<Record<StreamState, Readonly<Partial<Record<StreamEvent, StreamState>>>>> = {
  QUEUED: { start: 'RUNNING', cancel: 'CANCELLED' },
  RUNNING: { finish: 'DONE', fail: 'ERROR', cancel: 'CANCELLED' },
  DONE: {},
  ERROR: {},
  CANCELLED: {},
};

export function isTerminal(state: StreamState): boolean {
  return Object.keys(STREAM_TRANSITIONS[state]).length === 0;
}

/** The state after the event. @throws DomainError FAILED_PRECONDITION, reason ILLEGAL_TRANSITION */
export function nextStreamState(state: StreamState, event: StreamEvent): StreamState {
  const next = STREAM_TRANSITIONS[state][event];
  if (next === undefined)
    throw failedPrecondition('ILLEGAL_TRANSITION', `a generation that is ${state} cannot ${event}`, { state, event });
  return next;
}
