import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** protobuf-ts output for the protos in `paths` and all they import, well-known types too: path -> text. */
export async function generateTypeScript(root, paths) {
  const out = mkdtempSync(join(tmpdir(), 'codegen-'));
  try {
    const plugin = {
      local: join(root, 'node_modules/.bin/protoc-gen-ts'),
      out,
      opt: ['long_type_bigint', 'server_generic', 'eslint_disable'],
      strategy: 'all',
      include_imports: true,
      include_wkt: true,
    };
    buf(root, [
      'generate',
      'proto',
      ...pathFlags(paths),
      '--template',
      JSON.stringify({ version: 'v2', plugins: [plugin] }),
    ]);
    const files = new Map();
    for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(out.length + 1);
      // Descriptor options are read through reflection; their TypeScript is not needed.
      if (!/^google\/(api\/|protobuf\/descriptor)/.test(name)) files.set(name, readFileSync(path, 'utf8'));
    }
    return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The descriptors of the protos in `paths` and all they import, with comments. */
export async function buildImage(root, paths) {
  const bytes = buf(root, ['build', 'proto', ...pathFlags(paths), '--as-file-descriptor-set', '-o', '-']);
  return fromBinary(FileDescriptorSetSchema, bytes);
}

const pathFlags = (paths) => paths.flatMap((path) => ['--path', path]);

function buf(root, args) {
  const bin = join(root, 'node_modules/.bin');
  const run = spawnSync(join(bin, 'buf'), args, {
    cwd: root,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`buf ${args[0]} failed with exit code ${run.status}`);
  return run.stdout;
}
