import { isAnswerable, reasonOf, stepOf, type PulledEvent } from './pulled-event.js';

const PULLED: PulledEvent = {
  stream: 'GAME_EVENTS',
  sequence: 1,
  durable: 'sub-a-b',
  ackSubject: '$JS.ACK.x',
  attempt: 1,
  isLast: false,
  expiresMs: 1000,
};

describe('a pulled event', () => {
  it('can be answered until its ack wait ends', () => {
    expect(isAnswerable(PULLED, 'ack', 999)).toBe(true);
    expect(isAnswerable(PULLED, 'ack', 1000)).toBe(false);
    expect(isAnswerable(undefined, 'ack', 0)).toBe(false);
  });

  it('is answered once, and may be told the same again', () => {
    expect(isAnswerable({ ...PULLED, answer: 'ack' }, 'ack', 0)).toBe(true);
    expect(isAnswerable({ ...PULLED, answer: 'ack' }, 'nack', 0)).toBe(false);
  });

  it.each([
    [{}, 'ack', 'tell-server'],
    [{}, 'nack', 'tell-server'],
    [{ isLast: true }, 'ack', 'tell-server'],
    [{ isLast: true }, 'nack', 'dead-letter'],
    [{ answer: 'ack' }, 'ack', 'nothing'],
    [{ isLast: true, answer: 'nack' }, 'nack', 'nothing'],
  ] as const)('%j answered with %s: %s', (facts, answer, step) => {
    expect(stepOf({ ...PULLED, ...facts }, answer)).toBe(step);
  });

  it('is given up for what became of it', () => {
    expect(reasonOf(PULLED)).toBe('MAX_DELIVERIES');
    expect(reasonOf({ ...PULLED, answer: 'nack' })).toBe('NACKED');
  });
});
