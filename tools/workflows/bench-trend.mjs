import { appendFileSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// node tools/workflows/bench-trend.mjs <bench.json> <trend.jsonl>
// Adds a run of `npm run bench` to the trend and prints the last runs as a table. What is compared are the ratios of
// paths within one run: the speed of a runner differs from night to night, the ratios hardly do.

const SHOWN = 14;
/** Below this part of the usual ratio something has become slower; nightly runs differ by some percent. */
const NOTICEABLE = 0.85;
/** Fewer runs say little about what is usual. */
const ENOUGH = 5;

/** @typedef {{ date: string, commit: string, ratios: Readonly<Record<string, number>> }} TrendEntry */

/**
 * @param {readonly TrendEntry[]} trend oldest first, the new run last
 * @returns {readonly string[]} one line for each ratio that has fallen
 */
export function fallenRatios(trend) {
  const newest = trend.at(-1);
  const earlier = trend.slice(0, -1).slice(-SHOWN);
  if (!newest || earlier.length < ENOUGH) return [];
  return Object.entries(newest.ratios).flatMap(([name, value]) => {
    const usual = median(earlier.map(({ ratios }) => ratios[name]).filter((each) => each !== undefined));
    if (!(value < usual * NOTICEABLE)) return [];
    return [`${name} is ${value.toFixed(2)}; the median of the ${earlier.length} runs before is ${usual.toFixed(2)}`];
  });
}

/** @param {readonly number[]} values @returns {number} NaN without values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** @param {readonly TrendEntry[]} trend oldest first @returns {string} Markdown, newest first */
export function trendTable(trend) {
  const shown = trend.slice(-SHOWN).reverse();
  const names = Object.keys(shown[0]?.ratios ?? {});
  const row = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [
    row(['date', 'commit', ...names]),
    row(['---', '---', ...names.map(() => '---:')]),
    ...shown.map(({ date, commit, ratios }) =>
      row([date.slice(0, 10), commit.slice(0, 8), ...names.map((name) => ratios[name]?.toFixed(2) ?? '')]),
    ),
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [benchFile, trendFile] = process.argv.slice(2);
  if (!benchFile || !trendFile) throw new Error('usage: bench-trend.mjs <bench.json> <trend.jsonl>');
  const { ratios } = JSON.parse(readFileSync(benchFile, 'utf8'));
  const entry = { date: new Date().toISOString(), commit: process.env['GITHUB_SHA'] ?? 'local', ratios };
  appendFileSync(trendFile, `${JSON.stringify(entry)}\n`);
  const lines = readFileSync(trendFile, 'utf8').trimEnd().split('\n');
  const trend = lines.map((line) => /** @type {TrendEntry} */ (JSON.parse(line)));
  console.log(trendTable(trend));
  // On stderr, so that the table alone can go to the summary of the run.
  for (const line of fallenRatios(trend)) console.error(`::warning title=slower than usual::${line}`);
}
