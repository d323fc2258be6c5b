import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { RpcError, type RawReply } from '@bodybroker/nats-sdk';
import { libraryDescriptorSet } from '../../test/fixtures/descriptors.js';
import { gatewayMethod } from '../descriptors/gateway-method.js';
import { ServiceFrames, type ReplyStream } from './service-frames.js';

const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(libraryDescriptorSet, 'base64')));
const descriptor = registry
  .getService('bodybroker.library.v1.LibraryService')
  ?.methods.find(({ name }) => name === 'WatchReturns');

class FakeStream implements ReplyStream {
  isClosed = false;
  readonly cancelled: RpcError[] = [];
  readonly #frames: RawReply[];

  constructor(frames: RawReply[]) {
    this.#frames = frames;
  }

  next(): Promise<RawReply | undefined> {
    return Promise.resolve(this.#frames.shift());
  }

  takeReady(): RawReply | undefined {
    return this.#frames.shift();
  }

  cancel(error: RpcError): void {
    this.cancelled.push(error);
    this.isClosed = true;
  }
}

const data = (byte: number): RawReply => ({ headers: {}, body: Uint8Array.of(byte) });
const failed: RawReply = {
  headers: { 'Nats-Service-Error-Code': '404', 'Nats-Service-Error': 'no' },
  body: new Uint8Array(0),
};

describe('ServiceFrames', () => {
  let signal: AbortController;
  const over = (stream: ReplyStream): ServiceFrames => {
    if (descriptor === undefined) throw new Error('no method');
    return new ServiceFrames(gatewayMethod('library', descriptor, registry), stream, signal.signal);
  };

  beforeEach(() => {
    signal = new AbortController();
  });

  it('gives what is ready without a wait, in order, and the end to those who wait', async () => {
    const stream = new FakeStream([data(1), data(2), data(3)]);
    const frames = over(stream);
    expect((await frames.next()).value).toEqual(Uint8Array.of(1));
    expect([frames.takeReady(), frames.takeReady(), frames.takeReady()]).toEqual([
      Uint8Array.of(2),
      Uint8Array.of(3),
      undefined,
    ]);
    expect(await frames.next()).toEqual({ done: true, value: undefined });
  });

  it('tells an error where it stands, whichever way it is read', async () => {
    const frames = over(new FakeStream([data(1), failed, data(2)]));
    expect(frames.takeReady()).toEqual(Uint8Array.of(1));
    expect([frames.takeReady(), frames.takeReady()]).toEqual([undefined, undefined]);
    await expect(frames.next()).rejects.toBeInstanceOf(RpcError);
    await expect(over(new FakeStream([failed])).next()).rejects.toBeInstanceOf(RpcError);
  });

  it('cancels the stream with the signal, and when the reader stops', async () => {
    const aborted = new FakeStream([]);
    over(aborted);
    const gone = new RpcError('CANCELLED', 'CLIENT_GONE', 'gone');
    signal.abort(gone);
    expect(aborted.cancelled).toEqual([gone]);
    const late = new FakeStream([]);
    over(late);
    expect(late.cancelled).toEqual([gone]);

    signal = new AbortController();
    const left = new FakeStream([data(1)]);
    await over(left).return();
    signal.abort(gone);
    expect(left.cancelled.map(({ reason }) => reason)).toEqual(['CANCELLED']);
  });
});
