// node tools/codegen/generate.mjs [domain …] [--check]
//
// Writes libs/contracts/<domain>/src from proto/bodybroker/<domain>/: protobuf-ts messages, clients and servers, the
// descriptor set that the gateway routes by, and an index of named exports; and the README of the package. --check
// compares instead of writing.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildImage, generateTypeScript } from './buf.mjs';
import { contractModule } from './contract-module.mjs';
import { indexModule } from './index-module.mjs';
import { contractReadme } from './readme.mjs';
import { relocateImports } from './relocate-imports.mjs';

const root = resolve(import.meta.dirname, '../..');
const args = process.argv.slice(2);
const check = args.includes('--check');
const unknown = args.filter((arg) => arg.startsWith('--') && arg !== '--check');
if (unknown.length > 0) fail(`unknown option ${unknown.join(' ')}; usage: generate.mjs [domain …] [--check]`);

const contractsDir = join(root, 'libs/contracts');
const known = readdirSync(contractsDir);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const missing = wanted.filter((domain) => !known.includes(domain));
if (missing.length > 0) fail(`no contract lib for ${missing.join(', ')}; known: ${known.join(', ')}`);

const domains = wanted.length > 0 ? wanted : known;
const paths = domains.map((domain) => `proto/bodybroker/${domain.replaceAll('-', '_')}`);
const generated = await generateTypeScript(root, paths);
const image = await buildImage(root, paths);
let stale = 0;
for (const domain of domains) stale += await writeDomain(domain);
if (check && stale > 0) fail(`${stale} generated file(s) differ; run: npm run codegen`);

/** Writes (or compares) one contract lib; returns how many of its files differed. */
async function writeDomain(domain) {
  const packageDir = join(contractsDir, domain);
  const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const sources = new Map();
  for (const [path, text] of generated) {
    const home = homeOf(path);
    if (home.packageName === manifest.name)
      sources.set(`gen/${home.path}`, relocateImports(path, text, homeOf, manifest));
  }
  const contract = contractModule(image, domain);
  if (contract !== undefined) sources.set('gen/contract.ts', contract);
  sources.set('index.ts', indexModule(sources));
  const files = new Map([...sources].map(([path, text]) => [`src/${path}`, text]));
  files.set('README.md', await contractReadme(root, image, domain, manifest));
  return check ? compare(domain, packageDir, files) : write(packageDir, files);
}

/** Which contract lib a generated file belongs to, and its path there. Google's well-known types live in common. */
function homeOf(path) {
  const match = /^bodybroker\/([^/]+)\/(.*)$/.exec(path);
  if (match === null) return { packageName: '@bodybroker/contracts-common', path };
  return { packageName: `@bodybroker/contracts-${match[1].replaceAll('_', '-')}`, path: match[2] };
}

function write(packageDir, files) {
  rmSync(join(packageDir, 'src/gen'), { recursive: true, force: true });
  for (const [path, text] of files) {
    const target = join(packageDir, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return 0;
}

function compare(domain, packageDir, files) {
  let differing = 0;
  for (const [path, text] of files) {
    const target = join(packageDir, path);
    if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
    differing += 1;
    console.error(`stale: libs/contracts/${domain}/${path}`);
  }
  for (const entry of readdirSync(join(packageDir, 'src'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(packageDir.length + 1);
    if (!entry.isFile() || files.has(path)) continue;
    differing += 1;
    console.error(`not generated from any proto: libs/contracts/${domain}/${path}`);
  }
  return differing;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
