import { resolve } from 'node:path';
import { bodySizes } from './body-sizes.js';

describe('bodySizes', () => {
  it("measures messages of the game's own content, each smaller in protobuf", () => {
    const sizes = bodySizes(resolve(import.meta.dirname, '../../../..'));
    expect(sizes.length).toBeGreaterThan(8);
    for (const { protobufBytes, jsonBytes } of sizes) expect(protobufBytes).toBeLessThan(jsonBytes);
    expect(sizes.find(({ message }) => message.startsWith('WorldSnapshot'))?.jsonBytes).toBeGreaterThan(5000);
  });
});
