import { basename } from 'node:path';

/** Generates a contract lib from its protos, and checks that what is committed is what they generate. */
export function codegenTargets(root) {
  const domain = basename(root);
  const inputs = [
    `{workspaceRoot}/proto/bodybroker/{common,options,${domain.replaceAll('-', '_')}}/**/*.proto`,
    '{workspaceRoot}/tools/codegen/**/*',
    '{workspaceRoot}/buf.yaml',
    '{projectRoot}/package.json',
    { externalDependencies: ['@bufbuild/buf', '@protobuf-ts/plugin'] },
  ];
  const command = `node tools/codegen/generate.mjs ${domain}`;
  return {
    codegen: { command, cache: true, inputs, outputs: ['{projectRoot}/src'] },
    'codegen-check': {
      command: `${command} --check`,
      cache: true,
      inputs: [...inputs, '{projectRoot}/src/**/*'],
      outputs: [],
    },
  };
}
