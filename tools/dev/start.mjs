import { runSetup } from './setup/run-setup.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { findApps } from './stack/apps.mjs';
import { PortBusyError } from './stack/choose-ports.mjs';
import { stackLock } from './stack/stack-lock.mjs';
import { parseStartOptions, START_HELP, UsageError } from './stack/start-options.mjs';
import { startStack } from './stack/start-stack.mjs';
import { welcomeText } from './stack/welcome.mjs';
import { dataDir, workspaceRoot } from './workspace-root.mjs';

// `npm start`: the whole backend on this machine, from setup to a table of what runs; see --help.
// On a terminal the line of progress is wiped first.
const log = (/** @type {string} */ line) => console.log(`${process.stdout.isTTY ? '\r\u001b[2K' : ''}  ${line}`);

/** @returns {Promise<number>} the exit code */
async function main() {
  const apps = findApps(workspaceRoot);
  const options = parseStartOptions(
    process.argv.slice(2),
    apps.map((app) => app.name),
  );
  if (options === 'help') {
    console.log(START_HELP);
    return 0;
  }
  const lock = stackLock(dataDir);
  const other = lock.acquire();
  if (other) {
    console.error(
      `The stack of this checkout already runs (pid ${other.pid}${other.url ? `, ${other.url}` : ''}). ` +
        `Stop it with Ctrl-C where it runs, or: kill ${other.pid}`,
    );
    return 1;
  }
  try {
    return await run(apps, options, lock);
  } finally {
    lock.release();
  }
}

/**
 * @param {readonly import('./stack/apps.mjs').App[]} known
 * @param {import('./stack/start-options.mjs').StartOptions} options
 * @param {ReturnType<typeof stackLock>} lock
 */
async function run(known, options, lock) {
  const interrupted = new AbortController();
  /** @type {import('./stack/start-stack.mjs').RunningStack | undefined} */
  let stack;
  const asked = new Promise((resolve) => {
    const onSignal = () => {
      if (interrupted.signal.aborted) {
        console.log('\n  stopping at once');
        lock.release();
        // Whatever still runs goes down with us.
        process.exit(130);
      }
      console.log('\n  stopping (once more Ctrl-C: at once)');
      interrupted.abort();
      resolve(undefined);
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, onSignal);
  });
  try {
    const { node } = await runSetup(log);
    const { only } = options;
    const apps = known.filter((app) => !only || app.name === 'gateway' || only.includes(app.name));
    const onProcesses = () => stack && publish(lock, stack);
    const { signal } = interrupted;
    stack = await startStack({
      root: workspaceRoot,
      dataDir,
      node: node.file,
      apps,
      options,
      log,
      signal,
      onProcesses,
    });
  } catch (error) {
    if (interrupted.signal.aborted) return 0;
    throw error;
  }
  publish(lock, stack);
  console.log(await welcomeText(stack));
  for (const each of stack.processes.filter(({ state }) => state !== 'ready')) {
    log(`${each.plan.name} is not ready (${each.state}). ${each.lastLine()}\n    log ${each.plan.logFile}`);
  }
  await asked;
  await stack.stop();
  log('stopped');
  return 0;
}

/**
 * Says where everything is, for other tools.
 * @param {ReturnType<typeof stackLock>} lock
 * @param {import('./stack/start-stack.mjs').RunningStack} stack
 */
function publish(lock, { httpUrl, servers: { natsUrl, redisUrl, list }, processes }) {
  const pids = processes.flatMap(({ plan, pid }) => (pid === undefined ? [] : [[plan.name, pid]]));
  const services = processes.filter(({ plan }) => plan.app !== 'gateway');
  lock.publish({
    url: httpUrl,
    natsUrl,
    natsMonitorUrls: list.flatMap((server) => ('monitorUrl' in server ? [server.monitorUrl] : [])),
    redisUrl,
    processes: Object.fromEntries(pids),
    ready: Object.fromEntries(services.map(({ plan }) => [plan.name, plan.readyUrl])),
  });
}

try {
  process.exit(await main());
} catch (error) {
  const expected = error instanceof UsageError || error instanceof SetupError || error instanceof PortBusyError;
  console.error(`npm start: ${expected || error instanceof Error ? error.message : error}`);
  if (error instanceof UsageError) console.error('npm start -- --help shows the options');
  process.exit(error instanceof UsageError ? 2 : 1);
}
