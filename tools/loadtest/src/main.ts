import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { HELP } from './help.js';
import { parseLoadtestOptions, type LoadtestOptions } from './loadtest-options.js';
import { consoleReport } from './report/console-report.js';
import { exitCodeOf, judge } from './report/judge.js';
import { writeReport } from './report/write-report.js';
import { runLoadtest } from './run-loadtest.js';

// `npm run loadtest`: see HELP.
const log = (line: string): void => console.error(`  ${line}`);
const COULD_NOT_BEGIN = 2;

try {
  const options = parseLoadtestOptions(process.argv.slice(2));
  if (options === 'help') console.log(HELP);
  else process.exitCode = await loadtest(options);
} catch (error) {
  console.error(`loadtest: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = COULD_NOT_BEGIN;
}

async function loadtest(options: LoadtestOptions): Promise<number> {
  const runId = randomBytes(4).toString('hex');
  const interrupting = new AbortController();
  process.on('SIGINT', () => {
    if (interrupting.signal.aborted) process.exit(130);
    log('stopping (once more Ctrl-C: at once)');
    interrupting.abort(new Error('interrupted before anything was measured'));
  });
  const report = await runLoadtest(options, { runId, interrupted: interrupting.signal, log });
  const verdicts = judge(report, options.thresholds);
  console.log(consoleReport(report, verdicts));
  const directory =
    options.reportDir ?? join('.data', 'loadtest', `${report.startedAt.replaceAll(/[:.]/g, '-')}-${runId}`);
  for (const file of await writeReport(directory, report, verdicts)) console.log(file);
  return exitCodeOf(verdicts);
}
