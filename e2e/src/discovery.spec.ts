import { GetJwksResponse } from '@bodybroker/contracts-auth';
import { GetTimeRequest, GetTimeResponse } from '@bodybroker/contracts-time-manager';
import { connect, headers, type Msg, type NatsConnection } from 'nats';
import { stockOptions } from './connect-as.js';
import { sharedStack } from './shared-stack.js';
import { SERVICES } from './stack.js';

describe('a stock NATS client, with no code of ours', () => {
  let nc: NatsConnection;
  beforeAll(async () => {
    nc = await connect(stockOptions('operator', sharedStack().nats));
  });
  afterAll(() => nc.close());

  const call = (
    subject: string,
    body: Uint8Array | string,
    set: Readonly<Record<string, string>> = {},
  ): Promise<Msg> => {
    const h = headers();
    for (const [name, value] of Object.entries({ 'Bb-Actor': 'service:e2e', ...set })) h.set(name, value);
    return nc.request(subject, body, { headers: h, timeout: 5000 });
  };

  it('finds every service by the micro protocol', async () => {
    const names: string[] = [];
    for await (const info of await nc.services.client().info()) {
      names.push(info.name);
      expect(info.metadata).toEqual(expect.any(Object));
      expect(info.endpoints.length).toBeGreaterThan(0);
    }
    expect(names.sort()).toEqual([...SERVICES].sort());
  });

  it('reads true statistics: requests, errors and time of async handlers', async () => {
    const stats = async () => {
      for await (const s of await nc.services.client().stats('time-manager')) {
        return s.endpoints?.find((endpoint) => endpoint.name === 'get_time' || endpoint.subject.endsWith('.get_time'));
      }
      return undefined;
    };
    const before = await stats();
    await call('svc.time-manager.v1.get_time', GetTimeRequest.toBinary(GetTimeRequest.create({ worldId: 'main' })));
    await call('svc.time-manager.v1.get_time', new Uint8Array([0xff, 0xff, 0xff]));
    const after = await stats();
    expect(Number(after?.num_requests) - Number(before?.num_requests)).toBe(2);
    expect(Number(after?.num_errors) - Number(before?.num_errors)).toBe(1);
    expect(after?.last_error).toEqual(expect.stringMatching(/./));
    expect(Number(after?.processing_time)).toBeGreaterThan(Number(before?.processing_time));
    expect(Number.isInteger(Number(after?.processing_time))).toBe(true);
  });

  it('calls an rpc in protobuf', async () => {
    const reply = await call(
      'svc.time-manager.v1.get_time',
      GetTimeRequest.toBinary(GetTimeRequest.create({ worldId: 'main' })),
    );
    const { result } = GetTimeResponse.fromBinary(reply.data);
    expect(result.oneofKind).toBe('time');
  });

  it('calls an rpc in JSON', async () => {
    const reply = await call('svc.auth.v1.get_jwks', '{}', { 'Content-Type': 'application/json' });
    const { result } = GetJwksResponse.fromJsonString(Buffer.from(reply.data).toString());
    expect(result.oneofKind === 'jwks' && result.jwks.keys.length).toBeGreaterThan(0);
  });

  it.each([
    ['binary garbage', new Uint8Array([1, 2, 255, 7]), {}, 'MALFORMED_PROTOBUF'],
    ['broken JSON', '{"worldId":', { 'Content-Type': 'application/json' }, 'MALFORMED_JSON'],
    ['an unknown field', '{"nope":1}', { 'Content-Type': 'application/json' }, 'MALFORMED_JSON'],
    ['a content type nobody reads', '<x/>', { 'Content-Type': 'text/xml' }, 'UNSUPPORTED_CONTENT_TYPE'],
  ])('gets a typed error for %s, in the micro headers and in the body', async (_case, body, set, reason) => {
    const reply = await call('svc.time-manager.v1.get_time', body, set as Record<string, string>);
    expect(reply.headers?.get('Nats-Service-Error-Code')).toBe('400');
    expect(reply.headers?.get('Nats-Service-Error')).not.toBe('');
    const text = Buffer.from(reply.data).toString('latin1');
    expect(text).toContain(reason);
  });

  it('is told at once that nobody answers', async () => {
    const start = performance.now();
    await expect(call('svc.nobody.v1.nothing', '')).rejects.toMatchObject({ code: '503' });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
