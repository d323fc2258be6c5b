import { parse } from 'yaml';

/**
 * @typedef {object} CloudConfig
 * @property {readonly { name: string }[]} users
 * @property {readonly { path: string, permissions: string, content: string }[]} write_files
 * @property {readonly (readonly string[])[]} runcmd
 */

/** @param {string} userData @returns {CloudConfig} */
export function readCloudConfig(userData) {
  if (!userData.startsWith('#cloud-config\n')) throw new Error('user data must begin with #cloud-config');
  return parse(userData);
}
