import {
  TestingServiceClient,
  type Charged,
  type ITestingService,
  type Line,
  type PlainResponse,
  type Tick,
  type Total,
} from '@bodybroker/contracts-testing';
import type { CallOptions, Client, Handler, HandlerContext, PayloadOf, RpcServer } from '../src/index.js';

type Equal<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

function isTrue<T extends true>(): T | undefined {
  return undefined;
}

type Testing = Client<TestingServiceClient>;

// Compiled by `tsc -b`; at run time there is nothing to check.
describe('types of clients and handlers', () => {
  it('derive from the generated code', () => {
    isTrue<Equal<ReturnType<Testing['charge']>, Promise<Charged>>>();
    isTrue<Equal<Parameters<Testing['charge']>[1], CallOptions | undefined>>();
    isTrue<Equal<ReturnType<Testing['plain']>, Promise<PlainResponse>>>();
    isTrue<Equal<ReturnType<Testing['watchTicks']>, AsyncIterable<Tick>>>();
    isTrue<Equal<ReturnType<Testing['sum']>, Promise<Total>>>();
    isTrue<Equal<ReturnType<Testing['chat']>, AsyncIterable<Line>>>();
    isTrue<Equal<'typeName' extends keyof Testing ? true : false, false>>();
    isTrue<
      Equal<PayloadOf<{ result: { oneofKind: 'a'; a: Charged } | { oneofKind: 'error'; error: object } }>, Charged>
    >();
    expect(TestingServiceClient).toBeDefined();
  });

  it('say what a handler is', () => {
    const charge: Handler<ITestingService, 'charge'> = async ({ amount }, context: HandlerContext) => ({
      amount,
      idempotencyKey: context.idempotencyKey ?? '',
    });
    // @ts-expect-error a handler gives the payload, not the response
    const folded: Handler<ITestingService, 'charge'> = async () => ({ result: { oneofKind: 'charged', charged: {} } });
    // @ts-expect-error a stream is an async iterable
    const stream: Handler<ITestingService, 'watchTicks'> = async () => ({ number: 1, data: new Uint8Array(0) });
    expect([charge, folded, stream]).toHaveLength(3);
  });

  it('make a forgotten handler or interface a type error', () => {
    const add = (server: RpcServer): void => {
      // @ts-expect-error every method needs a handler
      server.add<ITestingService>({ typeName: '', methods: [], options: {} }, {});
      // @ts-expect-error without the interface nothing could be checked
      server.add({ typeName: '', methods: [], options: {} }, {});
    };
    expect(add).toBeInstanceOf(Function);
  });
});
