import { create, createFileRegistry, fromBinary, getExtension, setExtension, toBinary } from '@bufbuild/protobuf';
import {
  FileDescriptorSetSchema,
  MethodOptionsSchema,
  ServiceDescriptorProtoSchema,
  type FileDescriptorSet,
  type ServiceDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import { BenchService, TestingService, contract } from '@bodybroker/contracts-testing';
import { Access } from '@bodybroker/contracts-options';
import type { Contract } from '@bodybroker/service-kit';
import { ServiceType } from '@protobuf-ts/runtime-rpc';

/** Of HealOwnNpc, as HealNpc has its own in its proto file. */
export const HEAL_OWN_PATH = '/v1/bench/npcs:healOwn';
const METHOD_OPTION = 'bodybroker.options.v1.method';
const HTTP_OPTION = 'google.api.http';
const MAX_IN_FLIGHT = 1024;

/** BenchService once more for players only: the same message, the same handler, and a token that is looked at. */
export const PlayerBenchService = new ServiceType(
  'bodybroker.testing.v1.PlayerBenchService',
  BenchService.methods.map(({ I, O, idempotency = 'NO_SIDE_EFFECTS' }) => ({
    name: 'HealOwnNpc',
    idempotency,
    options: { [METHOD_OPTION]: { access: 'ACCESS_PLAYER', maxInFlight: MAX_IN_FLIGHT } },
    I,
    O,
  })),
);

/** The one stream of TestingService. */
export const TicksService = new ServiceType(
  TestingService.typeName,
  TestingService.methods
    .filter(({ name }) => name === 'WatchTicks')
    .map(({ name, I, O, options }) => ({ name, I, O, options, serverStreaming: true })),
);

/** What the service of the benchmark announces to the gateway. */
export const benchContract: Contract = {
  services: [BenchService, PlayerBenchService, TicksService],
  descriptorHash: `${contract.descriptorHash}-bench`,
  descriptorSet: () => toBinary(FileDescriptorSetSchema, withPlayerService(contract.descriptorSet())),
};

function withPlayerService(descriptorSet: Uint8Array): FileDescriptorSet {
  const set = fromBinary(FileDescriptorSetSchema, descriptorSet);
  const registry = createFileRegistry(set);
  for (const file of set.file) {
    const open = file.service.find(({ name }) => `${file.package}.${name}` === BenchService.typeName);
    if (open === undefined) continue;
    const forPlayers = copyOf(open);
    forPlayers.name = 'PlayerBenchService';
    for (const method of forPlayers.method) {
      method.name = 'HealOwnNpc';
      const options = (method.options ??= create(MethodOptionsSchema));
      const change = (name: string, fields: object): void => {
        const extension = registry.getExtension(name);
        if (extension === undefined) throw new TypeError(`the contract knows no option ${name}`);
        setExtension(options, extension, Object.assign(getExtension(options, extension) as object, fields));
      };
      change(METHOD_OPTION, { access: Access.PLAYER });
      change(HTTP_OPTION, { pattern: { case: 'post', value: HEAL_OWN_PATH } });
    }
    file.service.push(forPlayers);
  }
  return set;
}

function copyOf(service: ServiceDescriptorProto): ServiceDescriptorProto {
  return fromBinary(ServiceDescriptorProtoSchema, toBinary(ServiceDescriptorProtoSchema, service));
}
