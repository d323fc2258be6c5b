import { join } from 'node:path';
import { findApps } from '../../dev/stack/apps.mjs';

/** Not a process that stays: it declares the streams before the others start, and ends. Where they run, it has to run. */
const STREAMS = 'streams';

/** @param {string} root @returns {readonly string[]} what there is an image of: every app, and the tool that declares streams */
export function imageApps(root) {
  return [...findApps(root).map(({ name }) => name), STREAMS];
}

/** @param {string} root @param {string} app @returns {string} the folder of its package */
export function imageFolder(root, app) {
  return app === STREAMS ? join(root, 'tools', STREAMS) : join(root, 'apps', app);
}
