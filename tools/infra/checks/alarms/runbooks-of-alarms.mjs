import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULE = 'deploy/terraform/modules/observability';

/**
 * The runbooks that alarms, composites and events of AWS name.
 * @param {string} root the checkout
 * @returns {readonly string[]} names such as `ServiceDown`, each once
 */
export function runbooksOfAlarms(root) {
  const texts = readdirSync(join(root, MODULE))
    .filter((name) => name.endsWith('.tf'))
    .map((name) => readFileSync(join(root, MODULE, name), 'utf8'));
  return runbooksIn(texts.join('\n'));
}

/** @param {string} text HCL @returns {readonly string[]} */
export function runbooksIn(text) {
  const named = [...text.matchAll(/\brunbook\s*=\s*"([^"]*)"|docs\/runbooks\/(\w+)\.md/g)];
  return [...new Set(named.map(([, argument, path]) => argument ?? path ?? ''))].sort();
}
