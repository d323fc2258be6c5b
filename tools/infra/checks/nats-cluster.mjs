import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions, installedProgram } from '../../dev/setup/server-program.mjs';
import { runCommand } from '../../dev/run-command.mjs';
import { makeKeys } from '../../nats-accounts/keys.mjs';
import { givenCluster } from '../nats/given-cluster.mjs';
import { runLab, whyNoLab } from '../nats/lab/run-lab.mjs';
import { packExporter, packServer } from '../nats/pack-releases.mjs';
import { renderCluster } from '../nats/render-cluster.mjs';

const OLDEST_SERVER = '2.12.0';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'nats-cluster',
  about:
    'the rendered cluster for real: user data on five machines of namespaces, with stand-ins for AWS and systemd only',
  run: async ({ root, tmpDir, log, signal }) => {
    const nothing = { passed: 0, failures: [] };
    const why = await whyNoLab();
    if (why) return { ...nothing, skipped: why };
    const server = await installedProgram('nats-server');
    if (!server || compareVersions(server.version, OLDEST_SERVER) < 0) {
      return {
        ...nothing,
        skipped: `needs nats-server ${OLDEST_SERVER} or later, has ${server?.version ?? 'none'}: npm run setup`,
      };
    }
    const release = await packServer(server, join(tmpDir, 'releases'));
    const exporter = await packExporter(join(tmpDir, 'releases'));
    const fileSystem = (await hasXfs()) ? 'xfs' : 'ext4';
    const rendered = await renderCluster(
      givenCluster({
        server: { version: server.version, sha256: release.sha256, source: 'bucket' },
        exporter: { version: exporter.version, sha256: exporter.sha256 },
        file_system: fileSystem,
        memory_limit: '512MiB',
        jetstream: { max_memory_store_bytes: 64 * 1024 ** 2, max_file_store_bytes: 256 * 1024 ** 2 },
        seconds: { volume: 30, certificate: 6, health: 60, boot: 100, lame_duck: 31 },
      }),
      { root, tmpDir, signal },
    );
    if (typeof rendered === 'string') return { ...nothing, skipped: rendered };
    /** @type {{ name: string }[]} */
    const users = JSON.parse(readFileSync(join(root, 'deploy/nats/users.json'), 'utf8'));
    let passed = 0;
    /** @type {string[]} */
    const failures = [];
    log(`nats-server ${server.version}, ${fileSystem}`);
    const { code, stderr } = await runLab(
      {
        root,
        fileSystem,
        accountsConf: readFileSync(join(root, 'deploy/nats/accounts.conf'), 'utf8'),
        keys: makeKeys(users.map(({ name }) => name)),
        releases: [release, exporter],
        rendered,
      },
      {
        tmpDir,
        signal,
        onFinding: (finding) => {
          if ('log' in finding) return log(finding.log);
          if ('passed' in finding) passed++;
          else failures.push(`${finding.failed}\n${finding.reason}`);
          log('passed' in finding ? `ok  ${finding.passed}` : `NOT  ${finding.failed}`);
        },
      },
    );
    if (code !== 0) failures.push(`the lab ended with code ${code}\n${stderr}`);
    return {
      passed,
      failures,
      notExercised: [
        'NATS nodes: the load balancer, systemd itself (restarts, timers, sandboxing of units), the download from GitHub, the metrics of the exporter',
        ...(fileSystem === 'xfs'
          ? []
          : ['NATS volumes as xfs: mkfs.xfs and xfs_growfs are not on this machine, ext4 was used']),
      ],
    };
  },
};

/** @returns {Promise<boolean>} */
async function hasXfs() {
  const look =
    'PATH=$PATH:/usr/sbin:/sbin; command -v mkfs.xfs && command -v xfs_growfs && grep -qw xfs /proc/filesystems';
  return (await runCommand('sh', ['-c', look], { timeoutMs: 10_000 })).code === 0;
}
