import { startStack, type Stack } from './stack.js';

declare global {
  var __stack: Stack | undefined;
}

/** One stack for all specs that do it no harm; those that kill and pause start their own. */
export default async function globalSetup(): Promise<void> {
  const stack = await startStack();
  globalThis.__stack = stack;
  process.env['E2E_URL'] = stack.url;
  process.env['E2E_NATS_URL'] = stack.nats.url;
  process.env['E2E_PIDS'] = JSON.stringify(
    Object.fromEntries(stack.running.map(({ name, child }) => [name, child.pid])),
  );
}
