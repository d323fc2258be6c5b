import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCommand } from '../../dev/run-command.mjs';
import { givenCluster } from '../nats/given-cluster.mjs';
import { readCloudConfig } from '../nats/read-cloud-config.mjs';
import { renderCluster } from '../nats/render-cluster.mjs';
import { unboundedSteps } from '../nats/unbounded-steps.mjs';

/** EC2's limit, before base64. */
const MAX_BYTES = 16_384;

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'user-data',
  about:
    'user data of the NATS nodes: cloud-init schema, size, shellcheck, units, settings, and no step without a bound',
  run: async ({ root, tmpDir, log, signal }) => {
    const exporter = { version: '0.20.2', sha256: '0'.repeat(64) };
    const rendered = await renderCluster(givenCluster({ exporter }), { root, tmpDir, signal });
    if (typeof rendered === 'string') return { passed: 0, failures: [], skipped: rendered };
    /** @type {string[]} */
    const failures = [];
    /** @type {string[]} */
    const notExercised = [];
    let passed = 0;
    const note = (/** @type {boolean} */ isSo, /** @type {() => string} */ reason) =>
      isSo ? passed++ : failures.push(reason());
    /** Runs a tool that may not be here; with `says: 'nothing'` a warning is a failure too. */
    const ask = async (
      /** @type {string} */ tool,
      /** @type {readonly string[]} */ args,
      /** @type {{ what: string, says?: 'nothing' }} */ { what, says },
    ) => {
      const { code, stdout, stderr } = await runCommand(tool, args, { timeoutMs: 60_000, signal });
      const output = `${stdout}${stderr}`.trim();
      if (code === 127) notExercised.push(`${what}: ${tool} is not on this machine`);
      else note(code === 0 && (says !== 'nothing' || output === ''), () => `${what}: ${output}`);
    };

    const installed = join(tmpDir, 'root');
    for (const [node, userData] of Object.entries(rendered.userData)) {
      const { length } = gzipSync(userData);
      note(length <= MAX_BYTES, () => `user data of ${node}: ${length} bytes compressed, EC2 takes ${MAX_BYTES}`);
      const settings = readCloudConfig(userData).write_files.find(({ path }) => path === '/etc/nats/node.env');
      note(
        settings?.content.includes(`NODE_NAME='${node}'`) ?? false,
        () => `user data of ${node} has the settings of another node`,
      );
      if (node !== 'nats-0') continue;
      log(`user data: ${userData.length} bytes, ${length} compressed`);
      const file = join(tmpDir, `${node}.yaml`);
      writeFileSync(file, userData);
      await ask('cloud-init', ['schema', '-c', file], { what: 'cloud-init schema' });
    }
    const { write_files: files } = readCloudConfig(String(rendered.userData['nats-0']));
    for (const { path, permissions, content } of files) {
      const target = join(installed, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
      chmodSync(target, Number.parseInt(permissions, 8));
    }
    const scripts = files.filter(({ path }) => path.endsWith('.sh'));
    const units = files.filter(({ path }) => /^\/etc\/systemd\/system\/[^/]+$/.test(path));
    await ask(
      'shellcheck',
      ['--external-sources', '--source-path=SCRIPTDIR', ...scripts.map(({ path }) => join(installed, path))],
      { what: 'shellcheck' },
    );
    for (const { path, content } of scripts) {
      const steps = unboundedSteps(basename(path), content);
      note(steps.length === 0, () => steps.join('\n'));
    }
    const problems = settingProblems(files);
    note(problems.length === 0, () => problems.join('\n'));
    // What is not of ours, but stands in the units.
    for (const program of ['nats-server', 'prometheus-nats-exporter']
      .map((name) => `usr/local/bin/${name}`)
      .concat('bin/kill')) {
      mkdirSync(dirname(join(installed, program)), { recursive: true });
      writeFileSync(join(installed, program), '', { mode: 0o755 });
    }
    for (const target of ['network-online', 'multi-user', 'timers', 'basic', 'sysinit', 'shutdown']) {
      writeFileSync(join(installed, `etc/systemd/system/${target}.target`), '[Unit]\nDescription=stand-in\n');
    }
    const names = units.map(({ path }) => basename(path));
    await ask('systemd-analyze', ['verify', `--root=${installed}`, '--man=no', ...names], {
      what: 'units through systemd-analyze verify',
      says: 'nothing',
    });
    return { passed, failures, notExercised };
  },
};

/**
 * Settings that a script asks for and nobody gives, and the other way.
 * @param {readonly { path: string, content: string }[]} files
 * @returns {readonly string[]}
 */
function settingProblems(files) {
  const given = new Set(
    [...(files.find(({ path }) => path === '/etc/nats/node.env')?.content ?? '').matchAll(/^([A-Z_0-9]+)=/gm)].map(
      ([, name]) => String(name),
    ),
  );
  const text = files
    .filter(({ path }) => path.endsWith('.sh'))
    .map(({ content }) => content)
    .join('\n');
  const asked = new Set(
    [...text.matchAll(/\$\{?([A-Z][A-Z_0-9]+)/g), ...text.matchAll(/\b([A-Z]+_HOURS)\b/g)].map(([, name]) =>
      String(name),
    ),
  );
  const shell = new Set(['SECONDS']);
  return [
    ...[...asked]
      .filter((name) => !given.has(name) && !shell.has(name))
      .map((name) => `a script asks for ${name}, which node.env does not have`),
    ...[...given].filter((name) => !new RegExp(`\\b${name}\\b`).test(text)).map((name) => `no script asks for ${name}`),
  ];
}
