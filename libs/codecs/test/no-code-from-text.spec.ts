import { spawnSync } from 'node:child_process';
import { MessageType, ScalarType } from '@protobuf-ts/runtime';
import { compiledMessage, shapeOfMessageType } from '../src/compiled/index.js';
import { jsonCodec, protobufCodec } from '../src/index.js';

const newType = (): MessageType<object> =>
  new MessageType<object>('test.Fresh', [{ no: 1, name: 'name', kind: 'scalar', T: ScalarType.STRING }]);

describe('where text may not become code', () => {
  it('does everything by the reference, and tries to compile each function once', () => {
    const type = newType();
    const make = jest.spyOn(globalThis, 'Function').mockImplementation(() => {
      throw new EvalError('Code generation from strings disallowed for this context');
    });
    try {
      for (let i = 0; i < 3; i += 1) {
        const message = type.create({ name: 'x' });
        expect(protobufCodec.decode(type, protobufCodec.encode(type, message))).toEqual(message);
        expect(jsonCodec.decode(type, jsonCodec.encode(type, message))).toEqual(message);
      }
      expect(make.mock.calls.length).toBeLessThanOrEqual(4);
      expect(() => compiledMessage(shapeOfMessageType(type)).toBytes(type.create())).toThrow(/reference/);
    } finally {
      make.mockRestore();
    }
  });

  it('is what a flag of Node asks for', () => {
    const { stderr } = spawnSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', '-e', "new Function('return 1')"],
      { encoding: 'utf8' },
    );
    expect(stderr).toContain('EvalError');
  });
});
