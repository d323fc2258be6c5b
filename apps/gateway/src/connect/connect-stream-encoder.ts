import { compiledMessage } from '@bodybroker/codecs';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import type { StreamEncoder } from '../streaming/stream-encoder.js';
import { findWireField } from '../streaming/wire-field.js';
import { decodeResponse, responseError } from '../transcoding/response-payload.js';
import { shapeOfDescriptor } from '../transcoding/shape-of-descriptor.js';
import { responseBody, type ConnectCodec } from './connect-codec.js';
import { connectError } from './connect-error.js';
import { END_STREAM, envelopePrefix, writeEnvelope } from './envelope.js';

/** A Connect server stream: enveloped messages, then one end-of-stream envelope with the error, if there was one. */
export function connectStreamEncoder(method: GatewayMethod, codec: ConnectCodec): StreamEncoder {
  const straight = straightBody(method, codec);
  const last = (end: object): Uint8Array => writeEnvelope(END_STREAM, Buffer.from(JSON.stringify(end)));
  return {
    contentType: `application/connect+${codec}`,
    opening: '',
    heartbeat: '',
    frame: (bytes, output) => {
      const body = straight(bytes) ?? decodedBody(method, codec, bytes);
      output.bytes(envelopePrefix(0, body.length));
      output.bytes(body);
    },
    end: () => last({}),
    error: (error) => last({ error: connectError(error) }),
  };
}

/** Makes the body of a message that carries no error, by the compiled codec; undefined: the reference has to. */
function straightBody(method: GatewayMethod, codec: ConnectCodec): (bytes: Uint8Array) => Uint8Array | undefined {
  const compiled = compiledMessage(shapeOfDescriptor(method.output));
  const errorNumber = method.result?.error.number;
  return (bytes) => {
    const whole = { start: 0, end: bytes.length };
    if (errorNumber !== undefined && findWireField(bytes, whole, errorNumber) !== 'absent') return undefined;
    try {
      if (codec === 'json') return compiled.bytesToJson(bytes);
      // Goes on as it came, but only what can be read.
      compiled.fromBytes(bytes);
      return bytes;
    } catch {
      return undefined;
    }
  };
}

function decodedBody(method: GatewayMethod, codec: ConnectCodec, bytes: Uint8Array): Uint8Array {
  const message = decodeResponse(method, bytes);
  const error = responseError(method, message);
  if (error !== undefined) throw error;
  return responseBody(method, codec, message, bytes);
}
