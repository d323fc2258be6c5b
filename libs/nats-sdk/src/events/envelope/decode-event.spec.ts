import { EventEnvelope } from '@bodybroker/contracts-common';
import type { RpcError } from '../../rpc/rpc-error.js';
import { decodeEvent, decodePayload } from './decode-event.js';

const envelope = EventEnvelope.create({ eventId: 'id', type: 'game.door.opened', payload: new Uint8Array([0x0a, 9]) });

describe('an event that cannot be read', () => {
  it('names the byte and the field of its envelope', () => {
    // Field 2, type, is longer than what is left.
    const error = refusal(() => decodeEvent(new Uint8Array([0x0a, 1, 0x61, 0x12, 9, 0x62])));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'UNDECODABLE_EVENT' });
    expect(error.cause).toMatchObject({ details: { offset: '3', field: 'type' } });
  });

  it('names its type, and the byte and field of its payload', () => {
    const error = refusal(() => decodePayload(EventEnvelope, envelope));
    expect(error.message).toContain('game.door.opened');
    expect(error.cause).toMatchObject({ details: { offset: '0', field: 'event_id' } });
  });

  it('drops fields of a newer writer', () => {
    const bytes = new Uint8Array([...EventEnvelope.toBinary(envelope), 0xf8, 0x7f, 1]);
    expect(decodeEvent(bytes)).toEqual(envelope);
  });
});

function refusal(act: () => unknown): RpcError {
  try {
    act();
  } catch (error) {
    return error as RpcError;
  }
  throw new Error('was not refused');
}
