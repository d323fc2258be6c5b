import { IN_FLIGHT_CAP } from '../client/outcome.js';
import { Recorder } from '../measure/recorder.js';
import { StreamTallies } from '../measure/stream-tally.js';
import { makeReport } from './make-report.js';

const FACTS = {
  runId: 'r',
  startedAt: '',
  url: '',
  settings: {},
  machine: {},
  measuredSeconds: 1,
  isInterrupted: false,
};

function notesFor(errorClass: string, lateMs = 0): string {
  const recorder = new Recorder(0, 1000);
  recorder.offered({ name: 'x', kind: 'unary' }, 0, lateMs).ended({ kind: 'failed', errorClass }, lateMs + 1);
  return makeReport(FACTS, recorder, new StreamTallies()).notes.join('\n');
}

describe('the notes', () => {
  it('say what to set when the gateway limits', () => {
    expect(notesFor('429 RATE_LIMITED')).toMatch(/BB_RATE_PER_SECOND.*BB_RATE_BURST.*--players/);
    expect(notesFor('429 RATE_LIMITED')).not.toContain('429 of a service');
    expect(notesFor('429 SAY_RATE')).toContain('429 of a service');
    expect(notesFor('429 TOO_MANY_STREAMS')).toContain('BB_MAX_STREAMS_PER_ACTOR');
    expect(notesFor('503 OVERLOADED')).toContain('BB_MAX_IN_FLIGHT');
  });

  it('say when the load test itself is what is slow', () => {
    expect(notesFor('reset')).toBe('');
    expect(notesFor('reset', 30)).toContain('itself sent late');
    expect(notesFor(IN_FLIGHT_CAP)).toContain('--max-in-flight');
  });
});
