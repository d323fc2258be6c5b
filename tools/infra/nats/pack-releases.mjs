import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';

/**
 * A release of a program in the bucket.
 * @typedef {object} Archive
 * @property {string} key where the nodes look
 * @property {string} file
 * @property {string} version
 * @property {string} sha256
 */

/**
 * Packs this machine's nats-server as the official release packs it.
 * @param {{ file: string, version: string }} program
 * @param {string} folder
 * @returns {Promise<Archive>}
 */
export async function packServer({ file, version }, folder) {
  const name = `nats-server-v${version}-linux-amd64`;
  mkdirSync(join(folder, name), { recursive: true });
  copyFileSync(realpathSync(file), join(folder, name, 'nats-server'));
  return pack({ name, version, members: name, folder });
}

/**
 * Packs, as the official release is packed, a program that only says with what it was started: Debian has no exporter.
 * @param {string} folder
 * @returns {Promise<Archive>}
 */
export async function packExporter(folder) {
  const version = '0.20.2';
  const name = `prometheus-nats-exporter-v${version}-linux-x86_64`;
  mkdirSync(folder, { recursive: true });
  const program = '#!/bin/sh\necho "started with $*"\nexec sleep 3600\n';
  writeFileSync(join(folder, 'prometheus-nats-exporter'), program, { mode: 0o755 });
  return pack({ name, version, members: 'prometheus-nats-exporter', folder });
}

/** @param {{ name: string, version: string, members: string, folder: string }} options @returns {Promise<Archive>} */
async function pack({ name, version, members, folder }) {
  const file = join(folder, `${name}.tar.gz`);
  const { code, stderr } = await runCommand('tar', [
    '--create',
    '--gzip',
    '--file',
    file,
    '--directory',
    folder,
    members,
  ]);
  if (code !== 0) throw new Error(`tar: ${stderr}`);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  return { key: `releases/${name}.tar.gz`, file, version, sha256 };
}
