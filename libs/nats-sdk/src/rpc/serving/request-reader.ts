import { decompressBody, type MessageCodec } from '@bodybroker/codecs';
import type { MethodPlan } from '../method/method-plan.js';
import { messageValidator } from '../method/validate-message.js';
import { HEADER } from '../wire/header-names.js';
import type { IncomingCall } from './incoming-call.js';
import { playerRule } from './player-rule.js';

/** Turns the bytes of one method's requests into checked messages. */
export class RequestReader {
  readonly #plan: MethodPlan;
  readonly #maxMessageBytes: number;
  readonly #validate: (message: object) => void;
  readonly #checkPlayer: ReturnType<typeof playerRule>;

  /** @throws TypeError when the method's options or field rules make no sense */
  constructor(plan: MethodPlan, maxMessageBytes: number) {
    this.#plan = plan;
    this.#maxMessageBytes = maxMessageBytes;
    this.#validate = messageValidator(plan.method.I);
    this.#checkPlayer = playerRule(plan);
  }

  /**
   * The request; a promise of it where it is compressed.
   * @throws CodecError or RpcError when the request is not what the contract wants
   */
  read(call: IncomingCall, codec: MessageCodec, body: Uint8Array): object | Promise<object> {
    const encoding = call.headers[HEADER.contentEncoding];
    if (encoding === undefined) return this.readPlain(call, codec, body);
    return decompressBody(body, encoding, { maxBytes: this.#maxMessageBytes }).then((plain) =>
      this.readPlain(call, codec, plain),
    );
  }

  /** As {@link read}, for a body that is not compressed. */
  readPlain(call: IncomingCall, codec: MessageCodec, body: Uint8Array): object {
    const type = this.#plan.method.I;
    // Nothing is a message with nothing set, in JSON too: `nats req <subject> ''` shall work.
    const request = body.length === 0 ? type.create() : codec.decode(type, body);
    this.#checkPlayer?.(request, call.actor);
    this.#validate(request);
    return request;
  }
}
