/** All of the map, or of what is made for it: not a list written by hand. */
const WHOLE_MAP = /\bfor \w+(?:, \w+)? in (?:keys\()?(?:local\.services|module\.service)\b|^\$\{local\.services\}$/;

/** @type {import('../rule.mjs').Rule} */
export const alarms = {
  name: 'alarms',
  about: 'every service has alarms: they are made for the same map as the services, and for what runs beside them',
  find: ({ blocks }) => {
    const wiring = blocks.find(({ address }) => address === 'modules/stack: module.observability');
    if (wiring === undefined) return ['modules/stack: no module.observability: no service has alarms'];
    const watched = String(wiring.body.services);
    const beside = blocks.filter(
      ({ folder, kind, name, body }) =>
        folder === 'modules/stack' && kind === 'module' && name !== 'service' && body.source === '../ecs-service',
    );
    return [
      ...(WHOLE_MAP.test(watched) ? [] : ['modules/stack: module.observability must be made for local.services']),
      ...beside
        .filter(({ name }) => !new RegExp(`module\\.${name}\\b`).test(watched))
        .map(({ address }) => `${address}: has no alarms: module.observability does not name it`),
    ];
  },
};
