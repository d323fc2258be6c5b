import { COMPONENT_SETTINGS } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */

/**
 * Every setting of every component is one it takes, and who signs requests is an extension that is started.
 * @param {string} name for people
 * @param {any} config of a collector, parsed
 * @returns {import('../monitoring/tally.mjs').Findings}
 */
export function checkSettings(name, config) {
  let passed = 0;
  const failures = Object.entries(COMPONENT_SETTINGS).flatMap(([kind, known]) =>
    Object.entries(config[kind] ?? {}).flatMap(([id, given]) => {
      passed += 1;
      const settings = known[String(id.split('/')[0])];
      return settings === undefined
        ? [`${name}: what ${id} takes is not said in checks/collector/settings.mjs`]
        : strange(given, settings).map((path) => `${name}: ${kind}: ${id} takes no ${path}`);
    }),
  );
  const signers = Object.entries(config.exporters).flatMap(([id, exporter]) =>
    exporter.auth === undefined ? [] : [{ id, signer: exporter.auth.authenticator }],
  );
  return {
    passed: passed + signers.length,
    failures: [
      ...failures,
      ...signers
        .filter(({ signer }) => !config.service.extensions.includes(signer))
        .map(({ id, signer }) => `${name}: ${id} is signed by ${signer}, which is not started`),
    ],
  };
}

/** @param {any} given @param {true | Settings} known @returns {readonly string[]} paths of settings nobody takes */
function strange(given, known) {
  if (known === true || typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([setting, value]) => {
    const below = known[setting];
    return below === undefined ? [setting] : strange(value, below).map((path) => `${setting}.${path}`);
  });
}
