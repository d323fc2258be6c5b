import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runCommand } from '../../dev/run-command.mjs';
import { workspaceRoot } from '../../dev/workspace-root.mjs';
import { readCdktfType } from './read-cdktf-type.mjs';
import { supplement } from './supplement.mjs';
import { typesInUse } from './types-in-use.mjs';

/** Carries the schema of the AWS provider 6.25. 392 MB, so it is fetched for this and thrown away after. */
const PACKAGE = '@cdktf/provider-aws@21.22.1';

const USAGE = `Writes tools/infra/aws-schema/schemas: the schema of each AWS type that deploy/terraform uses.

  node tools/infra/aws-schema/generate.mjs             write them
  node tools/infra/aws-schema/generate.mjs --check     only say whether they are what would be written
  node tools/infra/aws-schema/generate.mjs --from DIR  read ${PACKAGE} in DIR instead of fetching it
`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(USAGE);
} else {
  const from = args.includes('--from') ? args[args.indexOf('--from') + 1] : undefined;
  const scratch = await mkdtemp(join(tmpdir(), 'aws-schema-'));
  try {
    const library = from ?? (await fetchPackage(scratch));
    process.exitCode = await generate(join(library, 'lib'), args.includes('--check') ? 'check' : 'write');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @param {string} scratch @returns {Promise<string>} the package's folder */
async function fetchPackage(scratch) {
  process.stdout.write(`fetching ${PACKAGE}\n`);
  writeFileSync(join(scratch, 'package.json'), '{"private":true}\n');
  const install = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', PACKAGE];
  const { code, stderr } = await runCommand('npm', install, { cwd: scratch, timeoutMs: 600_000 });
  if (code !== 0) throw new Error(`npm could not fetch ${PACKAGE}:\n${stderr}`);
  return join(scratch, 'node_modules/@cdktf/provider-aws');
}

/** @param {string} library @param {'write' | 'check'} mode @returns {Promise<number>} exit code */
async function generate(library, mode) {
  const schemas = join(import.meta.dirname, 'schemas');
  const wanted = new Map(
    await Promise.all(
      typesInUse(join(workspaceRoot, 'deploy/terraform')).map(async ({ kind, type }) => {
        // aws_vpc is in vpc/, data.aws_vpc in data-aws-vpc/.
        const folder = type.replace(/^aws_/, kind === 'data' ? 'data-aws-' : '').replaceAll('_', '-');
        return /** @type {const} */ ([join(kind, `${type}.json`), await textOf(library, { folder, kind, type })]);
      }),
    ),
  );
  const present = ['resource', 'data'].flatMap((kind) => {
    mkdirSync(join(schemas, kind), { recursive: true });
    return readdirSync(join(schemas, kind)).map((file) => join(kind, file));
  });
  const stale = present.filter((path) => !wanted.has(path));
  const changed = [...wanted].filter(
    ([path, text]) => !present.includes(path) || readFileSync(join(schemas, path), 'utf8') !== text,
  );
  if (mode === 'check') {
    for (const path of [...stale, ...changed.map(([name]) => name)]) process.stdout.write(`differs: ${path}\n`);
    return stale.length + changed.length === 0 ? 0 : 1;
  }
  for (const path of stale) rmSync(join(schemas, path));
  for (const [path, text] of changed) writeFileSync(join(schemas, path), text);
  process.stdout.write(`${wanted.size} schemas, ${changed.length} written, ${stale.length} removed\n`);
  return 0;
}

/** @param {string} library @param {{ folder: string, kind: 'resource' | 'data', type: string }} wanted */
async function textOf(library, { folder, kind, type }) {
  const read = (/** @type {string} */ file) => readFileSync(join(library, folder, file), 'utf8');
  const schema = readCdktfType(read('index.js'), read('index.d.ts'));
  if (schema.type !== type) throw new Error(`${folder} holds ${schema.type}, not ${type}`);
  const text = JSON.stringify(supplement(kind, type, schema.block));
  return format(text, { ...(await resolveConfig(import.meta.filename)), parser: 'json' });
}
