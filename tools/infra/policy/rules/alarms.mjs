/** @type {import('../rule.mjs').Rule} */
export const alarms = {
  name: 'alarms',
  about: 'every service has alarms: they are made for the same map as the services',
  find: ({ blocks }) => {
    const wiring = blocks.find(({ address }) => address === 'modules/stack: module.observability');
    if (wiring === undefined) return ['modules/stack: no module.observability: no service has alarms'];
    return /local\.services|module\.service\b/.test(JSON.stringify(wiring.body))
      ? []
      : ['modules/stack: module.observability must be made for local.services'];
  },
};
