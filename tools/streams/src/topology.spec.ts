import { topology } from './topology.js';

describe('the topology', () => {
  it('names each thing once', () => {
    for (const names of [
      topology.streams.map(({ name }) => name),
      topology.buckets.map(({ name }) => name),
      topology.consumers.map(({ durable }) => durable),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('has the stream of every consumer', () => {
    const streams = topology.streams.map(({ name }) => name);
    for (const { stream } of topology.consumers) expect(streams).toContain(stream);
  });
});
