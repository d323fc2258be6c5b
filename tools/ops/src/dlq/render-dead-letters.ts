import type { DeadLetter } from '@bodybroker/contracts-event-bus';
import { renderTable } from '../cli/table.js';

/** Dead letters, a line each. */
export function renderDeadLetters(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'no dead letters';
  return renderTable(letters, [
    { title: 'SEQUENCE', align: 'right', cell: ({ sequence }) => sequence },
    { title: 'FAILED AT', cell: ({ failedAtMs }) => new Date(Number(failedAtMs)).toISOString() },
    { title: 'CONSUMER', cell: ({ source }) => source },
    { title: 'TRIES', align: 'right', cell: ({ attempts }) => attempts },
    { title: 'WHY', cell: ({ errorCode, errorReason }) => `${errorCode} ${errorReason}` },
    { title: 'FROM', cell: ({ originalStream, originalSequence }) => `${originalStream} ${originalSequence}` },
    { title: 'SUBJECT', cell: ({ originalSubject }) => originalSubject },
  ]);
}
