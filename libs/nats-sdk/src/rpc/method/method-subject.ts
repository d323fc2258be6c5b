import type { ServiceInfo } from '@protobuf-ts/runtime-rpc';

/** Where a service is reached: its name on the wire and the version in its proto package. */
export interface ServiceAddress {
  /** Such as `quest-system`; also the queue group. */
  readonly name: string;
  /** Such as `v1`. */
  readonly version: string;
}

/**
 * Reads the address out of a proto package: `bodybroker.quest_system.v1.QuestSystemService` is `quest-system`, `v1`.
 * @throws TypeError when the package does not end in a name and a version
 */
export function serviceAddress(service: Pick<ServiceInfo, 'typeName'>): ServiceAddress {
  const [version, name] = service.typeName.split('.').slice(0, -1).reverse();
  if (name === undefined || version === undefined || !/^v\d+\w*$/.test(version)) {
    throw new TypeError(`${service.typeName}: the proto package must end in <service>.v<number>`);
  }
  return { name: name.replaceAll('_', '-'), version };
}

/** `svc.<service>.<version>.<method_in_snake_case>`. */
export function methodSubject(service: Pick<ServiceInfo, 'typeName'>, methodName: string): string {
  const { name, version } = serviceAddress(service);
  return `svc.${name}.${version}.${snakeCase(methodName)}`;
}

/** The subject on which one instance alone answers. */
export function instanceSubject(subject: string, instance: string): string {
  return `${subject}.i.${instance}`;
}

/** `GetNPCState` is `get_npc_state`. */
function snakeCase(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
