import fc from 'fast-check';
import { type ChunkKind, ChunkSequence, findSequenceBreak } from './chunk-sequence.js';
import { splitIntoChunks } from './split-into-chunks.js';
import { isTerminal, nextStreamState, STREAM_TRANSITIONS, type StreamEvent, type StreamState } from './stream-state.js';

describe('the states of a stream', () => {
  const states = Object.keys(STREAM_TRANSITIONS) as StreamState[];
  const events: readonly StreamEvent[] = ['start', 'finish', 'fail', 'cancel'];

  it('are exactly these steps', () => {
    const steps = states.flatMap((state) =>
      Object.entries(STREAM_TRANSITIONS[state]).map(([event, next]) => `${state} ${event} ${next}`),
    );
    expect(steps).toEqual([
      'QUEUED start RUNNING',
      'QUEUED cancel CANCELLED',
      'RUNNING finish DONE',
      'RUNNING fail ERROR',
      'RUNNING cancel CANCELLED',
    ]);
    expect(states.filter(isTerminal)).toEqual(['DONE', 'ERROR', 'CANCELLED']);
  });

  it('refuse every other step and never leave a last state', () => {
    for (const state of states)
      for (const event of events) {
        if (STREAM_TRANSITIONS[state][event] !== undefined)
          expect(nextStreamState(state, event)).toBe(STREAM_TRANSITIONS[state][event]);
        else
          expect(() => nextStreamState(state, event)).toThrow(
            expect.objectContaining({ code: 'FAILED_PRECONDITION', reason: 'ILLEGAL_TRANSITION' }) as Error,
          );
      }
  });
});

describe('ChunkSequence', () => {
  it('counts from 0 by 1, repeats for heartbeats and ends once', () => {
    const sequence = new ChunkSequence();
    const kinds: ChunkKind[] = ['heartbeat', 'delta', 'heartbeat', 'delta', 'heartbeat', 'usage', 'done'];
    expect(kinds.map((kind) => sequence.take(kind))).toEqual([0, 0, 0, 1, 1, 2, 3]);
    expect(sequence.ended).toBe(true);
    for (const kind of ['delta', 'heartbeat', 'done', 'error'] as const)
      expect(() => sequence.take(kind)).toThrow(RangeError);
  });

  it('makes only streams its checker finds no break in, and every change of a number is a break', () => {
    const body = fc.array(fc.constantFrom<ChunkKind>('delta', 'heartbeat', 'usage'), { maxLength: 30 });
    fc.assert(
      fc.property(
        body,
        fc.constantFrom<ChunkKind>('done', 'error'),
        fc.nat(),
        fc.integer({ min: 1, max: 3 }),
        (kinds, end, at, by) => {
          const sequence = new ChunkSequence();
          const chunks = [...kinds, end].map((kind) => ({ kind, sequence: sequence.take(kind) }));
          expect(findSequenceBreak(chunks)).toBeUndefined();
          const broken = chunks.map((chunk, index) =>
            index === at % chunks.length ? { ...chunk, sequence: chunk.sequence + by } : chunk,
          );
          expect(findSequenceBreak(broken)).toBeDefined();
          expect(findSequenceBreak([...chunks, { kind: 'delta', sequence: chunks.length }])).toContain(
            'follows the end',
          );
        },
      ),
    );
  });

  it('is checked after the chunk a resumed stream starts from', () => {
    expect(findSequenceBreak([{ kind: 'delta', sequence: 5 }], 4)).toBeUndefined();
    expect(
      findSequenceBreak(
        [
          { kind: 'heartbeat', sequence: 4 },
          { kind: 'delta', sequence: 6 },
        ],
        4,
      ),
    ).toContain('follows 4');
  });
});

describe('splitIntoChunks', () => {
  it('gives word pieces with their space', () => {
    expect(splitIntoChunks('Mind  the\n drain. ')).toEqual(['Mind', '  the', '\n drain. ']);
    expect(splitIntoChunks('')).toEqual([]);
    expect(splitIntoChunks(' ')).toEqual([' ']);
  });

  it('joins back to any text, without empty or torn pieces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const chunks = splitIntoChunks(text);
        expect(chunks.join('')).toBe(text);
        expect(chunks).not.toContain('');
        if (text.isWellFormed()) for (const chunk of chunks) expect(chunk.isWellFormed()).toBe(true);
      }),
    );
  });
});
