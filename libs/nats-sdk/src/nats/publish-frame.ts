import type { NatsConnection } from 'nats';

/** What of the client (nats 2.29) is reached into here; a test beside fails when a version has it no more. */
interface Internals {
  readonly protocol: {
    /** Takes what is to be written and plans the write. The client's own publish() ends here too. */
    sendCommand(command: Uint8Array): void;
    outMsgs: number;
    outBytes: number;
  };
}

const CR = 13;
const LF = 10;

/**
 * Publishes a message as one piece. The client's publish() makes four of it - command, headers, body, line end - each encoded
 * and later copied for itself, which costs twice as much.
 *
 * What publish() checks has been checked: the subjects, the size, that the connection is open and does not drain.
 * @param block the headers as {@link headerBlock} writes them; empty: none
 */
export function publishFrame(
  client: NatsConnection,
  message: { readonly subject: string; readonly reply: string | undefined; readonly data: Uint8Array },
  block: string,
  blockBytes: number,
): void {
  const { subject, reply, data } = message;
  const sizeBytes = blockBytes + data.length;
  const address = reply === undefined ? subject : `${subject} ${reply}`;
  const head =
    block === '' ? `PUB ${address} ${sizeBytes}\r\n` : `HPUB ${address} ${blockBytes} ${sizeBytes}\r\n${block}`;
  const headBytes = Buffer.byteLength(head);
  const frame = Buffer.allocUnsafe(headBytes + data.length + 2);
  frame.write(head);
  frame.set(data, headBytes);
  frame[headBytes + data.length] = CR;
  frame[headBytes + data.length + 1] = LF;
  const { protocol } = client as unknown as Internals;
  protocol.outMsgs += 1;
  protocol.outBytes += sizeBytes;
  protocol.sendCommand(frame);
}
