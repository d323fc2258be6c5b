import { resolve } from 'node:path';
import { bodySizes } from './body-sizes.js';

describe('bodySizes', () => {
  const sizes = bodySizes(resolve(import.meta.dirname, '../../../..'));

  it("measures messages of the game's own content, each smaller in protobuf", () => {
    expect(sizes.length).toBeGreaterThan(8);
    for (const { protobufBytes, jsonBytes } of sizes) expect(protobufBytes).toBeLessThan(jsonBytes);
  });

  it('says which are words for people, and keeps the rest well below half', () => {
    const [words, states] = [true, false].map((isText) =>
      sizes.filter((size) => size.isLargeOrFrequent && size.isTextByNature === isText),
    );
    for (const { message } of words ?? []) expect(message).toMatch(/, text by nature$/);
    for (const { protobufBytes, jsonBytes } of states ?? []) expect(protobufBytes / jsonBytes).toBeLessThan(0.4);
  });

  it('tells a client that comes back less than one that is new', () => {
    const [bare, whole] = sizes.filter(({ message }) => message.startsWith('WorldSnapshot'));
    expect(whole?.jsonBytes).toBeGreaterThan(5000);
    expect(bare?.protobufBytes).toBeLessThan((whole?.protobufBytes ?? 0) / 2);
  });
});
