import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { PARTS } from './checks/parts.mjs';
import { runInOrder } from './checks/run-in-order.mjs';
import { runPart } from './checks/run-part.mjs';
import { addTallies, EMPTY_TALLY, formatTally, isGreen } from './checks/tally.mjs';
import { runSetup } from './setup/run-setup.mjs';
import { dataDir, workspaceRoot } from './workspace-root.mjs';

// `npm test`: every check of the workspace, two at a time where they can be; the last line is the sum, the exit code follows it.
const HELP = `npm test -- [options]

  --only lint,unit   only these parts
  --help             this text

Parts: ${PARTS.map(({ name, about }) => `\n  ${name.padEnd(12)} ${about}`).join('')}`;

const LOG_LINES = 30;
/** What is worth reading in the log of a runner that prints a lot about what went well. */
const TELLING = /\berror\b|✖|✕|^\s*●|\bFAIL\b|^\[warn\]/i;

const interrupted = new AbortController();

/** @returns {Promise<number>} the exit code */
async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const only = values.only?.split(',').map((name) => name.trim());
  const unknown = only?.filter((name) => !PARTS.some((part) => part.name === name)) ?? [];
  if (unknown.length > 0) {
    console.error(`npm test: no such part: ${unknown.join(', ')}. Parts: ${PARTS.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  const { node, natsServer, redisServer } = await runSetup((line) => console.log(`  ${line}`));
  console.log(`Node ${node.version}, nats-server ${natsServer.version}, redis-server ${redisServer.version}\n`);

  let total = EMPTY_TALLY;
  const parts = PARTS.filter(({ name }) => only?.includes(name) ?? true);
  await runInOrder(parts, async (part) => {
    if (interrupted.signal.aborted) return;
    const startedMs = performance.now();
    const logDir = join(dataDir, 'test-logs');
    const result = await runPart(part, { root: workspaceRoot, node: node.file, logDir, signal: interrupted.signal });
    if (interrupted.signal.aborted) return console.log(`stopped  ${part.name}`);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(6);
    total = addTallies(total, result.tally);
    const detail = result.outcome === 'skipped' ? result.note : formatTally(result.tally);
    console.log(`${result.outcome.padEnd(8)} ${part.name.padEnd(12)} ${seconds} s   ${detail}`);
    if (result.outcome === 'failed') reportFailure(result);
  });
  if (interrupted.signal.aborted) return 130;
  console.log(`\n${formatTally(total)}`);
  return isGreen(total) ? 0 : 1;
}

/** @param {import('./checks/run-part.mjs').PartResult} result */
function reportFailure({ failures, note }) {
  for (const failure of failures) console.log(`    ✗ ${failure}`);
  const lines = readFileSync(note, 'utf8').trimEnd().split('\n');
  const telling = lines.filter((line) => TELLING.test(line)).slice(0, LOG_LINES);
  for (const line of telling.length > 0 ? telling : lines.slice(-LOG_LINES)) console.log(`    | ${line}`);
  console.log(`    log ${relative(workspaceRoot, note)}`);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => (interrupted.signal.aborted ? process.exit(130) : interrupted.abort()));
}
try {
  process.exitCode = await main();
} catch (error) {
  // The last line is the sum here too: what could not start has not passed.
  console.error(`npm test: ${error instanceof Error ? error.message : error}\n\n0 passed, 1 failed`);
  process.exitCode = 1;
}
