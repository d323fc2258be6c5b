import { AdvanceTimeRequest, contract } from '@bodybroker/contracts-time-manager';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import type { JsonObject } from '@bodybroker/domain';
import { messageFormat } from './message-format.js';

const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, contract.descriptorSet()));
const message = registry.getMessage('bodybroker.time_manager.v1.AdvanceTimeRequest');

describe('payloads of a protobuf message', () => {
  if (message === undefined) throw new Error('the contract lacks the message');
  const format = messageFormat('game.time.asked', message, registry);
  const json: JsonObject = { date: { year: 1, month: 2 } };

  it('are written from JSON, and read as JSON', () => {
    const { bytes, contentType } = format.fromJson(json);
    expect(AdvanceTimeRequest.fromBinary(bytes)).toMatchObject({ to: { date: { year: 1, month: 2 } } });
    expect(format.toJson(bytes, contentType)).toEqual(json);
    expect(format.toJson(Buffer.from('{"date":{}}'), 'application/json')).toEqual({ date: {} });
  });

  it('are taken in binary when they are such a message', () => {
    const { bytes } = format.fromJson(json);
    expect(format.fromBinary(bytes)).toEqual({ bytes, contentType: 'application/protobuf' });
    expect(() => format.fromBinary(Uint8Array.of(0xff))).toThrow(expect.objectContaining({ reason: 'EVENT_SCHEMA' }));
  });

  it.each([
    [{ worldId: 'main', date: { year: 1, month: 'spring' } }, '/date/month'],
    [{ date: { year: 1, epoch: 3 } }, '/date/epoch'],
    [{ date: 5 }, '/date'],
    [{ when: 5 }, '/when'],
  ])('are refused as %j, at %s', (misfit, path) => {
    expect(() => format.fromJson(misfit)).toThrow(
      expect.objectContaining({ reason: 'EVENT_SCHEMA', details: expect.objectContaining({ path }) as object }),
    );
  });
});
