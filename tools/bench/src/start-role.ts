import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface RoleProcess {
  readonly name: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const READY = 'ready';

/** Starts a process and waits until it prints `ready`, or until `isReady` says so. */
export async function startProcess(
  name: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly isReady?: () => Promise<boolean> } = {},
): Promise<RoleProcess> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const deadline = performance.now() + 20_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} exited with ${child.exitCode}: ${output.slice(-500)}`);
    if (options.isReady === undefined ? output.includes(READY) : await options.isReady().catch(() => false)) break;
    if (performance.now() > deadline) throw new Error(`${name} is not ready after 20 s: ${output.slice(-500)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    name,
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await exited;
      clearTimeout(timer);
    },
  };
}
