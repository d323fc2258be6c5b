import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { imageFolder } from './image-folders.mjs';
import { readMetafile } from './bundle-metafile.mjs';
import { servedPackagesOf } from './served-packages.mjs';

/**
 * @typedef {object} Component
 * @property {string} type
 * @property {string} name
 * @property {string} [group]
 * @property {string} [version]
 * @property {string} [purl]
 * @property {string} bom-ref
 */

/**
 * @typedef {object} Bom CycloneDX 1.6, the parts used here
 * @property {{ component: Component }} metadata
 * @property {Component[]} components
 * @property {{ ref: string, dependsOn?: string[] }[]} dependencies
 */

/**
 * Writes the bill of materials of an app's image, from what esbuild says the bundle holds: no package that was left out of
 * the bundle, none that came into it unseen. The packages of the base image are not in it.
 * @param {string} app folder name
 * @param {{ root: string, file: string }} options
 * @returns {Promise<void>}
 */
export async function writeSbom(app, { root, file }) {
  const { file: metafile } = readMetafile(root, app);
  const program = join(root, 'node_modules/@cyclonedx/cyclonedx-esbuild/bin/cyclonedx-esbuild-cli.js');
  const args = [program, '--output-reproducible', '--no-validate', '--output-file', file, metafile];
  const made = await runCommand(process.execPath, args, { cwd: root });
  if (made.code !== 0) throw new Error(`the bill of materials of ${app} could not be made:\n${made.stderr.trim()}`);
  const served = servedPackagesOf(JSON.parse(readFileSync(join(imageFolder(root, app), 'package.json'), 'utf8')));
  const bom = aboutApp(JSON.parse(await readFile(file, 'utf8')), {
    app,
    served: served.map(({ name }) =>
      JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')),
    ),
  });
  await writeFile(file, `${JSON.stringify(bom, null, 1)}\n`);
}

/**
 * The tool takes the workspace for what is described, and the app for one of its parts; and it cannot see files that are
 * copied beside a bundle.
 * @param {Bom} bom
 * @param {{ app: string, served: readonly { name: string, version: string, license: string }[] }} options
 * @returns {Bom}
 */
export function aboutApp(bom, { app, served }) {
  const main = bom.components.find(({ group, name }) => group === '@bodybroker' && name === app);
  if (!main) throw new Error(`the metafile of ${app} does not hold @bodybroker/${app}`);
  const workspace = bom.metadata.component['bom-ref'];
  const copied = served.map(({ name, version, license }) => ({
    type: 'library',
    name,
    version,
    'bom-ref': `${name}@${version}`,
    scope: 'required',
    licenses: [{ license: { id: license } }],
    purl: `pkg:npm/${name}@${version}`,
  }));
  const dependencies = bom.dependencies
    .filter(({ ref }) => ref !== workspace)
    .map((each) =>
      each.ref === main['bom-ref']
        ? { ...each, dependsOn: [...(each.dependsOn ?? []), ...copied.map((component) => component['bom-ref'])] }
        : each,
    );
  return {
    ...bom,
    metadata: { ...bom.metadata, component: { ...main, type: 'application' } },
    components: [...bom.components.filter((component) => component !== main), ...copied],
    dependencies: [...dependencies, ...copied.map((component) => ({ ref: component['bom-ref'] }))],
  };
}
