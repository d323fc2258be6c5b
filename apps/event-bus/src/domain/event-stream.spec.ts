import { domainOf, domainOfStream, isShownStream, streamOf } from './event-stream.js';

describe('a stream', () => {
  it('follows from the first token of a type', () => {
    expect(['game.a.b', 'narr.a.b', 'sys.a.b'].map(streamOf)).toEqual([
      'GAME_EVENTS',
      'NARRATIVE_EVENTS',
      'SYSTEM_EVENTS',
    ]);
    expect(() => streamOf('orch.work.step')).toThrow(expect.objectContaining({ reason: 'BAD_EVENT_TYPE' }));
    expect(domainOf('toString.a')).toBeUndefined();
  });

  it('of other things than events is none to read', () => {
    expect(['NARRATIVE_EVENTS', 'DLQ', 'KV_contracts', 'PAYMENT_LEDGER', ''].map(domainOfStream)).toEqual([
      'narr',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is shown when it keeps events, work or dead letters', () => {
    expect([['game.>'], ['orch.work.>'], ['dlq.>']].every(isShownStream)).toBe(true);
    expect([['$KV.flags.>'], ['ledger.>'], ['game.>', 'ledger.>'], []].some(isShownStream)).toBe(false);
  });
});
