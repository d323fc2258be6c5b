import { join } from 'node:path';
import { Server, ServerCredentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { toWireSchema } from './wire-schema.mjs';

/**
 * Serves schemas to Terraform as the provider hashicorp/aws. It can be validated and planned against with mocks; it makes nothing.
 * @param {import('./aws-schemas.mjs').AwsSchemas} schemas
 * @param {{ folder: string }} options where the socket goes; keep the path short, sockets allow some 100 characters
 * @returns {Promise<{ environment: Record<string, string>, close: () => void }>} `environment` attaches Terraform to it
 */
export async function startAwsProvider(schemas, { folder }) {
  const definition = loadPackageDefinition(
    loadSync(join(import.meta.dirname, 'tfplugin5.proto'), { keepCase: true, defaults: true }),
  );
  const protocol = /** @type {any} */ (definition['tfplugin5']);
  const answer = schemaAnswer(schemas);
  const agree = (/** @type {unknown} */ _call, /** @type {Function} */ reply) => reply(null, { diagnostics: [] });
  // Terraform asks for everything at once, and the largest schemas are past grpc's default of 4 MiB.
  const server = new Server({ 'grpc.max_send_message_length': -1, 'grpc.max_receive_message_length': -1 });
  server.addService(protocol.Provider.service, {
    GetSchema: (/** @type {unknown} */ _call, /** @type {Function} */ reply) => reply(null, answer),
    PrepareProviderConfig: (/** @type {any} */ call, /** @type {Function} */ reply) =>
      reply(null, { prepared_config: call.request.config, diagnostics: [] }),
    ValidateResourceTypeConfig: agree,
    ValidateDataSourceConfig: agree,
    Configure: agree,
    Stop: (/** @type {unknown} */ _call, /** @type {Function} */ reply) => reply(null, { Error: '' }),
  });
  const socket = join(folder, 'aws.sock');
  await new Promise((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(undefined),
    );
  });
  const attachment = {
    'registry.terraform.io/hashicorp/aws': {
      Protocol: 'grpc',
      ProtocolVersion: 5,
      Pid: process.pid,
      // Terraform ends a provider when it is done, unless told that it is under test.
      Test: true,
      Addr: { Network: 'unix', String: socket },
    },
  };
  return {
    environment: { TF_REATTACH_PROVIDERS: JSON.stringify(attachment) },
    close: () => server.forceShutdown(),
  };
}

/** @param {import('./aws-schemas.mjs').AwsSchemas} schemas */
function schemaAnswer({ provider, resources, data }) {
  const all = (/** @type {ReadonlyMap<string, any>} */ blocks) =>
    Object.fromEntries([...blocks].map(([type, block]) => [type, toWireSchema(block)]));
  return {
    provider: toWireSchema(provider),
    resource_schemas: all(resources),
    data_source_schemas: all(data),
    diagnostics: [],
  };
}
