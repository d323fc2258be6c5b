import type { GatewayMethod } from '../descriptors/gateway-method.js';
import type { StreamEncoder } from '../streaming/stream-encoder.js';
import { responseBody, type ConnectCodec } from './connect-codec.js';
import { connectError } from './connect-error.js';
import { END_STREAM, envelopePrefix, writeEnvelope } from './envelope.js';

/** A Connect server stream: enveloped messages, then one end-of-stream envelope with the error, if there was one. */
export function connectStreamEncoder(method: GatewayMethod, codec: ConnectCodec): StreamEncoder {
  const last = (end: object): Uint8Array => writeEnvelope(END_STREAM, Buffer.from(JSON.stringify(end)));
  return {
    contentType: `application/connect+${codec}`,
    opening: '',
    heartbeat: '',
    frame: (bytes, output) => {
      const body = responseBody(method, codec, bytes);
      output.bytes(envelopePrefix(0, body.length));
      output.bytes(body);
    },
    end: () => last({}),
    error: (error) => last({ error: connectError(error) }),
  };
}
