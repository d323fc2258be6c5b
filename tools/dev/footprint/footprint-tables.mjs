import { formatTable } from '../stack/table.mjs';

const PACKAGES_SHOWN = 5;

/** @typedef {{ name: string, content: import('./bundle-content.mjs').BundleContent }} AppBundle */

/**
 * @typedef {object} AppFootprint
 * @property {string} name
 * @property {number} readyMs
 * @property {Readonly<Record<string, number>>} stages
 * @property {number} rssBytes
 * @property {number} heapBytes
 * @property {number} ownBytes own pages and its share of common ones; 0 where the system does not tell
 */

/** @param {readonly AppBundle[]} bundles @returns {string} */
export function bundleTable(bundles) {
  const rows = bundles.map(({ name, content }) => [
    name,
    kilobytes(content.bytes),
    String(content.modules),
    content.packages
      .slice(0, PACKAGES_SHOWN)
      .map((each) => `${each.name} ${kilobytes(each.bytes)}`)
      .join(', '),
  ]);
  const all = bundles.reduce((sum, { content }) => sum + content.bytes, 0);
  return formatTable(
    ['bundle', 'kB', 'modules', 'largest parts, kB'],
    [...rows, ['all of it', kilobytes(all), '', '']],
  );
}

/** @param {readonly AppFootprint[]} apps @returns {string} */
export function processTable(apps) {
  const rows = apps.map(({ name, readyMs, stages, rssBytes, heapBytes, ownBytes }) => [
    name,
    ...[stages['loadedMs'], stages['connectedMs'], stages['servingMs'], readyMs, stages['cpuMs']].map(whole),
    ...[rssBytes, heapBytes, ownBytes].map(megabytes),
  ]);
  const sum = (/** @type {(app: AppFootprint) => number} */ of) => apps.reduce((total, app) => total + of(app), 0);
  const total = ['all of it', '', '', '', '', whole(sum((app) => app.stages['cpuMs'] ?? 0))];
  const memory = [sum((app) => app.rssBytes), sum((app) => app.heapBytes), sum((app) => app.ownBytes)].map(megabytes);
  const heading = ['process', 'loaded ms', 'connected', 'serving', 'ready', 'CPU ms', 'RSS MB', 'heap MB', 'own MB'];
  return formatTable(heading, [...rows, [...total, ...memory]]);
}

/** @param {number} bytes */
const kilobytes = (bytes) => String(Math.round(bytes / 1000));

/** @param {number | undefined} value */
const whole = (value) => (value === undefined ? '-' : String(Math.round(value)));

/** @param {number} bytes */
const megabytes = (bytes) => (bytes === 0 ? '-' : (bytes / 1e6).toFixed(0));
