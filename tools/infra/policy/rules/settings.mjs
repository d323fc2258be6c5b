import { valuesOf } from '../blocks.mjs';

/** Settings of the server of NATS, which the services do not read. */
const OTHERS = /^BB_NKEY_/;

/** @type {import('../rule.mjs').Rule} */
export const settings = {
  name: 'settings',
  about: 'every BB_ setting that is given is one its service reads',
  find: ({ blocks, services }) => {
    const variables = Object.values(services).map((service) => new Set(service.variables));
    const known = new Set(variables.flatMap((each) => [...each]));
    const common = blocks.flatMap(({ folder, body }) =>
      Object.keys(folder === 'modules/stack' ? (body.common_environment ?? {}) : {}),
    );
    const gateway = blocks.flatMap(({ folder, body }) =>
      Object.keys(folder === 'modules/stack' ? (body.gateway_environment ?? {}) : {}),
    );
    return [
      ...blocks.flatMap(({ address, body }) =>
        [...new Set(namesIn(body))]
          .filter((name) => !known.has(name) && !OTHERS.test(name))
          .map((name) => `${address}: no service reads ${name}`),
      ),
      ...common
        .filter((name) => known.has(name) && !variables.every((each) => each.has(name)))
        .map((name) => `modules/stack: common_environment: not every service reads ${name}`),
      ...gateway
        .filter((name) => known.has(name) && !services['gateway']?.variables.includes(name))
        .map((name) => `modules/stack: gateway_environment: the gateway does not read ${name}`),
    ];
  },
};

/** Names of settings in keys and texts; those in descriptions are words. @param {any} body @returns {readonly string[]} */
function namesIn(body) {
  return valuesOf(body)
    .filter(({ path }) => !/(^|\.)(description|error_message|condition)$/.test(path))
    .flatMap(({ path, value }) => `${path} ${String(value)}`.match(/\bBB_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []);
}
