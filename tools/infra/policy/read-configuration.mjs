import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';

/**
 * One block of the configuration.
 * @typedef {object} Block
 * @property {string} folder such as `modules/redis`
 * @property {'resource' | 'data' | 'module' | 'variable' | 'output' | 'locals' | 'provider' | 'terraform'} kind
 * @property {string} type of a resource or data source; else empty
 * @property {string} name
 * @property {string} address such as `modules/redis: aws_security_group.this`
 * @property {any} body literals as they are, expressions as `${…}` texts, nested blocks as lists
 */
/**
 * @typedef {object} Configuration
 * @property {readonly string[]} folders that hold .tf files
 * @property {ReadonlyMap<string, string>} files text of every file by path
 * @property {readonly Block[]} blocks
 * @property {Services} services content of services.json
 */
/** @typedef {Readonly<Record<string, import('../services/service-entry.mjs').ServiceEntry>>} Services */

const UNTYPED = /** @type {const} */ (['module', 'variable', 'output', 'provider']);

/**
 * Reads a Terraform tree without evaluating it.
 * @param {string} tree
 * @returns {Promise<Configuration>}
 */
export async function readConfiguration(tree) {
  const paths = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.terraform'))
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1))
    .sort();
  return configurationOf(new Map(paths.map((path) => [path, readFileSync(join(tree, path), 'utf8')])));
}

/**
 * The same of files that are in memory.
 * @param {ReadonlyMap<string, string>} files
 * @returns {Promise<Configuration>}
 */
export async function configurationOf(files) {
  const sources = [...files].filter(([path]) => path.endsWith('.tf'));
  const blocks = await Promise.all(
    sources.map(async ([path, text]) => blocksOf(path.split('/').slice(0, -1).join('/'), await parse(path, text))),
  );
  return {
    folders: [...new Set(sources.map(([path]) => path.split('/').slice(0, -1).join('/')))],
    files,
    blocks: blocks.flat(),
    services: JSON.parse(files.get('services.json') ?? '{}'),
  };
}

/** @param {string} folder @param {any} content @returns {readonly Block[]} */
function blocksOf(folder, content) {
  const block = (
    /** @type {Block['kind']} */ kind,
    /** @type {string} */ type,
    /** @type {string} */ name,
    /** @type {any} */ body,
  ) => ({
    folder,
    kind,
    type,
    name,
    body,
    address: `${folder}: ${[kind === 'resource' ? '' : kind, type, name].filter((part) => part !== '').join('.')}`,
  });
  const typed = (/** @type {'resource' | 'data'} */ kind) =>
    Object.entries(content[kind] ?? {}).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, bodies]) =>
        bodies.map((/** @type {any} */ body) => block(kind, type, name, body)),
      ),
    );
  return [
    ...typed('resource'),
    ...typed('data'),
    ...UNTYPED.flatMap((kind) =>
      Object.entries(content[kind] ?? {}).flatMap(([name, bodies]) =>
        bodies.map((/** @type {any} */ body) => block(kind, '', name, body)),
      ),
    ),
    ...(content.locals ?? []).map((/** @type {any} */ body) => block('locals', '', '', body)),
    ...(content.terraform ?? []).map((/** @type {any} */ body) => block('terraform', '', '', body)),
  ];
}
