import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInOrder } from './run-in-order.mjs';

/** Runs parts that each end when told to, and notes what happens. */
function recorded(/** @type {readonly { name: string, alone?: boolean }[]} */ parts) {
  /** @type {string[]} */
  const events = [];
  /** @type {Map<string, () => void>} */
  const ends = new Map();
  const done = runInOrder(parts, ({ name }) => {
    events.push(`+${name}`);
    return new Promise((resolve) => ends.set(name, () => (events.push(`-${name}`), resolve())));
  });
  const end = async (/** @type {string} */ name) => {
    ends.get(name)?.();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { events, end, done };
}

describe('runInOrder', () => {
  it('runs two at a time, the next when one ends', async () => {
    const { events, end, done } = recorded([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    await end('b');
    assert.deepEqual(events, ['+a', '+b', '-b', '+c']);
    await end('a');
    await end('c');
    await done;
  });

  it('leaves a part alone that has to be', async () => {
    const { events, end, done } = recorded([{ name: 'a' }, { name: 'b', alone: true }, { name: 'c' }]);
    await end('a');
    await end('b');
    await end('c');
    await done;
    assert.deepEqual(events, ['+a', '-a', '+b', '-b', '+c', '-c']);
  });

  it('rejects with what a part rejects with', async () => {
    await assert.rejects(
      runInOrder([{}], () => Promise.reject(new Error('broken'))),
      /broken/,
    );
  });
});
