import { getExtension, hasExtension } from '@bufbuild/protobuf';
import { grant } from './grant.mjs';

const METHOD_OPTION = 'bodybroker.options.v1.method';

/**
 * Takes what is asked of a service: by queue group, by instance, cancels, and discovery (ADR-32). Its answers go out by allow_responses.
 * @param {string} name
 * @param {readonly string[]} subjects of its methods
 */
export function serveGrant(name, subjects) {
  const own = `svc.${name}.v1.`;
  const elsewhere = subjects.filter((subject) => !subject.startsWith(own));
  return grant({
    subscribe: [
      // With the queue group: as one of the workers, never as a listener beside them.
      ...[`${own}*`, ...elsewhere].map((subject) => `${subject} ${name}`),
      ...[`${own}*`, ...elsewhere].map((subject) => `${subject}.i.*`),
      `svc.${name}.cancel`,
      ...['PING', 'INFO', 'STATS'].flatMap((verb) => [
        `$SRV.${verb}`,
        `$SRV.${verb}.${name}`,
        `$SRV.${verb}.${name}.*`,
      ]),
    ],
  });
}

/**
 * Asks other services, and tells them when it no longer waits.
 * @param {readonly string[]} names of those it calls
 */
export function callGrant(names) {
  return grant({ publish: names.flatMap((name) => [`svc.${name}.v1.>`, `svc.${name}.cancel`]) });
}

/** Asks whatever service there is, also one that was added since this was generated. */
export const callAnyGrant = grant({ publish: ['svc.>'] });

/**
 * The subjects of a service's methods, and the longest time one of them has, in milliseconds.
 * @param {import('../build-users.mjs').Workspace} workspace
 * @param {string} name
 */
export function methodsOf({ image, registry }, name) {
  const packageName = `bodybroker.${name.replaceAll('-', '_')}.v1`;
  const extension = registry.getExtension(METHOD_OPTION);
  return image.file
    .filter((file) => file.package === packageName)
    .flatMap((file) => file.service.flatMap((service) => registry.getService(`${packageName}.${service.name}`).methods))
    .map((method) => {
      const { options } = method.proto;
      const { subject = '', timeoutMs = 0 } =
        options && hasExtension(options, extension) ? getExtension(options, extension) : {};
      return { subject: subject || `svc.${name}.v1.${snakeCase(method.name)}`, timeoutMs };
    });
}

/** As nats-sdk's methodSubject: `GetNPCState` is `get_npc_state`. */
const snakeCase = (/** @type {string} */ name) =>
  name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
