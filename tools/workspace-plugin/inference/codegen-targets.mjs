import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const CONTRACT = '@bodybroker/contracts-';

/** Generates a contract lib from its protos, and checks that what is committed is what they generate. */
export function codegenTargets(root, workspaceRoot) {
  const domain = basename(root);
  const domains = ['common', 'options', domain, ...importedDomains(join(workspaceRoot, root, 'package.json'))];
  const folders = [...new Set(domains)].map((name) => name.replaceAll('-', '_'));
  const inputs = [
    `{workspaceRoot}/proto/bodybroker/{${folders.join(',')}}/**/*.proto`,
    // Not the folders in it: what the last release promised is compared with, and generates nothing.
    '{workspaceRoot}/tools/codegen/*.mjs',
    '{workspaceRoot}/buf.yaml',
    '{projectRoot}/package.json',
    { externalDependencies: ['@bufbuild/buf', '@protobuf-ts/plugin'] },
  ];
  const command = `node tools/codegen/generate.mjs ${domain}`;
  return {
    codegen: { command, cache: true, inputs, outputs: ['{projectRoot}/src', '{projectRoot}/README.md'] },
    'codegen-check': {
      command: `${command} --check`,
      cache: true,
      inputs: [...inputs, '{projectRoot}/src/**/*', '{projectRoot}/README.md'],
      outputs: [],
    },
  };
}

/** Their messages are in the descriptor set too. */
function importedDomains(manifestFile) {
  const { dependencies = {} } = JSON.parse(readFileSync(manifestFile, 'utf8'));
  return Object.keys(dependencies)
    .filter((name) => name.startsWith(CONTRACT))
    .map((name) => name.slice(CONTRACT.length));
}
