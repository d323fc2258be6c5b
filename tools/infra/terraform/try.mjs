import { workspaceRoot } from '../../dev/workspace-root.mjs';
import { openTerraform } from './open-terraform.mjs';

const USAGE = `Runs terraform offline in a scratch copy of one folder of deploy/terraform.

  node tools/infra/terraform/try.mjs modules/kms validate
  node tools/infra/terraform/try.mjs modules/kms test -verbose
`;

const [folder, ...args] = process.argv.slice(2);
if (folder === undefined || args.length === 0) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  process.exitCode = await attempt(folder, args);
}

/** @param {string} path @param {readonly string[]} command @returns {Promise<number>} exit code */
async function attempt(path, command) {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const terraform = await openTerraform({ root: workspaceRoot, signal: interrupted.signal });
  if (typeof terraform === 'string') {
    process.stderr.write(`${terraform}\n`);
    return 1;
  }
  try {
    for (const step of [['init', '-backend=false', '-input=false'], command]) {
      const { code, stdout, stderr } = await terraform.run(path, step);
      if (step === command || code !== 0) process.stdout.write(`${stdout}${stderr}`);
      if (code !== 0) return code;
    }
    return 0;
  } finally {
    await terraform.close();
  }
}
