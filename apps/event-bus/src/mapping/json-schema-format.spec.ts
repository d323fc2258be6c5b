import type { JsonObject } from '@bodybroker/domain';
import { jsonSchemaFormat } from './json-schema-format.js';

const TREE: JsonObject = {
  $ref: '#/$defs/node',
  $defs: {
    node: {
      type: 'object',
      properties: {
        name: { type: 'string', format: 'email' },
        children: { type: 'array', items: { $ref: '#/$defs/node' } },
      },
      required: ['name'],
    },
  },
};
const misfit = (path: string): Error =>
  expect.objectContaining({ reason: 'EVENT_SCHEMA', details: expect.objectContaining({ path }) as object }) as Error;

describe('payloads with a JSON Schema', () => {
  const format = jsonSchemaFormat('game.client.tree', TREE);

  it('are JSON text', () => {
    const tree = { name: 'a', children: [{ name: 'b' }] };
    const { bytes, contentType } = format.fromJson(tree);
    expect(contentType).toBe('application/json');
    expect(format.toJson(bytes, contentType)).toEqual(tree);
  });

  it('are refused where they do not fit, however deep', () => {
    expect(() => format.fromJson({ name: 'a', children: [{ name: 'b' }, { name: 5 }] })).toThrow(
      misfit('/children/1/name'),
    );
    expect(() => format.fromJson({ name: 'a', children: [{}] })).toThrow(misfit('/children/0/name'));
    expect(() => format.fromJson({})).toThrow(misfit('/name'));
  });

  it('may say of a text what they like by its format', () => {
    expect(() => format.fromJson({ name: 'no address' })).not.toThrow();
  });

  it('do not share schemas by their ids', () => {
    const schema = { $id: 'https://example.com/one', type: 'object' };
    jsonSchemaFormat('game.client.one', schema);
    expect(() => jsonSchemaFormat('game.client.two', schema)).not.toThrow();
    expect(() => jsonSchemaFormat('game.client.three', { $ref: 'https://example.com/one' })).toThrow(
      expect.objectContaining({ reason: 'BAD_JSON_SCHEMA' }),
    );
  });
});
