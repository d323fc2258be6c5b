import type { GatewayMethod } from '../descriptors/gateway-method.js';
import type { StreamEncoder } from '../streaming/stream-encoder.js';
import { decodeResponse, responseError } from '../transcoding/response-payload.js';
import { responseBody, type ConnectCodec } from './connect-codec.js';
import { connectError } from './connect-error.js';
import { END_STREAM, writeEnvelope } from './envelope.js';

/** A Connect server stream: enveloped messages, then one end-of-stream envelope with the error, if there was one. */
export function connectStreamEncoder(method: GatewayMethod, codec: ConnectCodec): StreamEncoder {
  const last = (end: object): Uint8Array => writeEnvelope(END_STREAM, Buffer.from(JSON.stringify(end)));
  return {
    contentType: `application/connect+${codec}`,
    opening: '',
    heartbeat: '',
    frame: (bytes) => {
      const message = decodeResponse(method, bytes);
      const error = responseError(method, message);
      if (error !== undefined) throw error;
      return writeEnvelope(0, responseBody(method, codec, message, bytes));
    },
    end: () => last({}),
    error: (error) => last({ error: connectError(error) }),
  };
}
