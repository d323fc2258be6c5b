import { EventCounter } from './event-counter.js';

describe('EventCounter', () => {
  const text = 'id: 1\ndata: {}\n\nid: 2\ndata: {}\n\nid: 3\ndata: {}\n\n';

  it('counts events, however they are cut', () => {
    for (let at = 1; at < text.length; at += 1) {
      const counter = new EventCounter();
      counter.push(Buffer.from(text.slice(0, at)));
      counter.push(Buffer.from(text.slice(at)));
      expect(counter.count).toBe(3);
    }
    const counter = new EventCounter();
    for (const byte of text) counter.push(Buffer.from(byte));
    expect(counter.count).toBe(3);
  });

  it('does not count an event that has not ended', () => {
    const counter = new EventCounter();
    counter.push(Buffer.from('data: 1\n\ndata: 2\n'));
    counter.push(Buffer.from(''));
    counter.push(Buffer.from('data: 3\n'));
    expect(counter.count).toBe(1);
  });
});
