import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Images that others have made are pinned by digest, and compose runs the same exporter as AWS.
 * @param {string} root
 * @returns {import('../monitoring/tally.mjs').Findings}
 */
export function checkImages(root) {
  const images = JSON.parse(readFileSync(join(root, 'deploy/terraform/third-party-images.json'), 'utf8'));
  // Written by us, so that its many references are no attack.
  const compose = parse(readFileSync(join(root, 'deploy/compose/compose.yaml'), 'utf8'), {
    maxAliasCount: -1,
  }).services;
  const failures = Object.entries(images).flatMap(([name, { source, tag, digest }]) => [
    ...(DIGEST.test(digest) ? [] : [`${name}: digest is sha256: and 64 digits`]),
    ...(tag && tag !== 'latest' ? [] : [`${name}: a tag that says which release it is`]),
    ...(/^[a-z0-9.-]+\.[a-z]+\//.test(source) ? [] : [`${name}: source begins with a registry`]),
  ]);
  const { source, tag, digest } = images['redis-exporter'];
  const same = `${source.replace('docker.io/', '')}:${tag}@${digest}`;
  if (compose['redis-exporter']?.image !== same) failures.push(`redis-exporter: compose runs another one than ${same}`);
  return { passed: Object.keys(images).length * 3 + 1, failures };
}
