import { FakeOutgoing, nextTurn } from '../../test/fixtures/fake-outgoing.js';
import { StreamSink } from './stream-sink.js';

describe('StreamSink', () => {
  let outgoing: FakeOutgoing;
  let sink: StreamSink;
  let writesSeen: number;

  beforeEach(() => {
    outgoing = new FakeOutgoing();
    writesSeen = 0;
    sink = new StreamSink(outgoing.asResponse, { stallMs: 50, onWrite: () => (writesSeen += 1) });
  });

  it('writes once what a turn brings, also over many microtasks', async () => {
    sink.open({});
    for (let index = 0; index < 100; index += 1) {
      sink.text(`${index};`);
      await Promise.resolve();
    }
    await nextTurn();
    expect(outgoing.writes).toEqual([Array.from({ length: 100 }, (_, index) => `${index};`).join('')]);
    sink.text('later');
    await nextTurn();
    expect(outgoing.writes.slice(1)).toEqual(['later']);
    expect([writesSeen, outgoing.headersFlushed]).toEqual([2, 0]);
  });

  it('sends the headers alone when the turn brings nothing', async () => {
    sink.open({});
    await nextTurn();
    await nextTurn();
    expect([outgoing.headersFlushed, outgoing.writes]).toEqual([1, []]);
  });

  it('does not gather without bounds within a turn', () => {
    for (let index = 0; index < 10; index += 1) {
      sink.bytes(new Uint8Array(32 * 1024));
      expect(sink.takesMore()).toBe(true);
    }
    expect(outgoing.writes.map(({ length }) => length)).toEqual(Array.from({ length: 5 }, () => 64 * 1024));
  });

  it('says when the reader is behind, and lets its writer go on at the drain', async () => {
    outgoing.holdsBytes = 10;
    sink.text('0123456789');
    await nextTurn();
    expect([sink.takesMore(), sink.isIdle]).toEqual([false, false]);
    let isDrained = false;
    const drained = sink.drained().then(() => (isDrained = true));
    await nextTurn();
    expect(isDrained).toBe(false);
    outgoing.drain();
    await drained;
    expect([sink.takesMore(), sink.isIdle]).toEqual([true, true]);
    await sink.drained();
  });

  it('cuts a reader that takes nothing for too long', async () => {
    outgoing.holdsBytes = 1;
    sink.text('x');
    await nextTurn();
    await expect(sink.drained()).rejects.toMatchObject({ code: 'CANCELLED', reason: 'READER_GONE' });
    expect(outgoing.destroyed).toBe(true);
    await expect(sink.drained()).rejects.toMatchObject({ reason: 'READER_GONE' });
  });

  it('cuts a reader that takes nothing of the end', async () => {
    outgoing.holdsBytes = 1;
    sink.text('x');
    await nextTurn();
    sink.end();
    await new Promise((resolve) => outgoing.once('close', resolve));
    expect(outgoing.destroyed).toBe(true);
  });

  it('writes the rest with the end, and nothing to a connection that is gone', async () => {
    sink.text('rest');
    sink.end();
    await nextTurn();
    expect([outgoing.writes, outgoing.writableEnded]).toEqual([['rest'], true]);
    const lost = new FakeOutgoing();
    const other = new StreamSink(lost.asResponse, { stallMs: 50 });
    lost.destroy();
    other.text('x');
    other.end();
    await nextTurn();
    expect([lost.writes, lost.writableEnded, lost.listenerCount('drain')]).toEqual([[], false, 0]);
  });
});
