import { createFileRegistry, fromBinary, type DescService } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { contract as ai } from '@bodybroker/contracts-ai-integration';
import { contract as time } from '@bodybroker/contracts-time-manager';
import { Code, ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { sharedStack } from './shared-stack.js';

const { api, url } = sharedStack();

const serviceOf = (contract: { descriptorSet(): Uint8Array }, name: string): DescService => {
  const service = createFileRegistry(fromBinary(FileDescriptorSetSchema, contract.descriptorSet())).getService(name);
  if (service === undefined) throw new Error(`no ${name}`);
  return service;
};

describe.each([
  ['JSON', { useBinaryFormat: false, useHttpGet: false }],
  ['binary', { useBinaryFormat: true, useHttpGet: false }],
  ['GET', { useBinaryFormat: false, useHttpGet: true }],
])('a stock Connect client in %s', (_name, format) => {
  const withToken =
    (token: string): Interceptor =>
    (next) =>
    (request) => {
      if (token !== '') request.header.set('authorization', `Bearer ${token}`);
      return next(request);
    };
  const clientOf = (service: DescService, token: string) =>
    createClient(
      service,
      createConnectTransport({ baseUrl: url, httpVersion: '1.1', ...format, interceptors: [withToken(token)] }),
    ) as unknown as Record<string, (request: object) => unknown>;

  it('calls a unary method', async () => {
    const { token } = await api.player();
    const client = clientOf(serviceOf(time, 'bodybroker.time_manager.v1.TimeManagerService'), token);
    const response = (await client['getTime']?.({ worldId: 'main' })) as { result: { case: string } };
    expect(response.result.case).toBe('time');
  });

  it('reads a server stream to its end', async () => {
    const { token } = await api.player();
    const client = clientOf(serviceOf(ai, 'bodybroker.ai_integration.v1.AiIntegrationService'), token);
    const cases: string[] = [];
    const frames = client['generateStream']?.({
      prompt: {
        kind: 1,
        messages: [{ role: 2, content: 'Who are you?' }],
        params: { maxTokens: 20, seed: 3n, stop: [] },
        targets: [],
      },
    }) as AsyncIterable<{ result: { value: { chunk: { case: string } } } }>;
    for await (const frame of frames) cases.push(frame.result.value.chunk.case);
    expect(cases[0]).toBe('delta');
    expect(cases.at(-1)).toBe('done');
  });

  it('gets a Connect error code', async () => {
    const client = clientOf(serviceOf(time, 'bodybroker.time_manager.v1.TimeManagerService'), '');
    const error: unknown = await Promise.resolve(client['getTime']?.({ worldId: 'main' })).catch(
      (thrown: unknown) => thrown,
    );
    expect(ConnectError.from(error).code).toBe(Code.Unauthenticated);
  });
});
