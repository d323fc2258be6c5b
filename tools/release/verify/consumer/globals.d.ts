// The declarations of the nats package use these as types; Node's own know them as values only.
interface TextEncoder {
  encode(input?: string): Uint8Array;
}
interface TextDecoder {
  decode(input?: Uint8Array): string;
}
