import { inboxMuxOf, MemoryServer, RpcError, type BusEvent } from '@bodybroker/nats-sdk';
import { reportBusEvents } from './report-bus-events.js';

describe('reportBusEvents', () => {
  const heard: unknown[] = [];
  const note =
    (level: string) =>
    (message: string, fields: object = {}): void =>
      void heard.push([level, message, fields]);
  const logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const instrumentation = {
    count: (name: string, attributes: object = {}): void => void heard.push([name, attributes]),
  };
  let tell: (event: BusEvent) => void = () => undefined;
  let connection: ReturnType<MemoryServer['connect']>;

  beforeEach(() => {
    heard.length = 0;
    connection = new MemoryServer().connect();
    jest.spyOn(connection.bus, 'onEvent').mockImplementation((listener) => {
      tell = listener;
      return () => undefined;
    });
    reportBusEvents(connection.bus, { logger, instrumentation });
  });
  afterEach(() => connection.close());

  it('counts what the server does not permit, and names it as an error', () => {
    const details = { operation: 'publish', subject: 'svc.payment.v1.debit' };
    tell({ type: 'error', error: new RpcError('PERMISSION_DENIED', 'SUBJECT_NOT_ALLOWED', 'no', { details }) });
    expect(heard).toEqual([
      ['bus.permission_denied', { operation: 'publish' }],
      ['error', 'the message server does not permit this', details],
    ]);
  });

  it('warns of other errors and tells of the rest', () => {
    tell({ type: 'error', error: new Error('odd') });
    tell({ type: 'disconnected' });
    expect(heard).toMatchObject([
      ['warn', 'nats', { type: 'error' }],
      ['info', 'nats', { type: 'disconnected' }],
    ]);
  });

  it('counts answers that nobody waits for', async () => {
    const { bus } = connection;
    const mux = inboxMuxOf(bus);
    const address = mux.open({ subject: 'svc.a.v1.get', onMessage: () => undefined, onLost: () => undefined });
    mux.close(address);
    bus.publish(address, new Uint8Array(0));
    await bus.flush();
    expect(heard).toEqual([['rpc.client.late', {}]]);
  });
});
