import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a log filter looks for, and the source that writes it. A word changed there would silence the alarm. */
const WRITTEN = [
  {
    filter: '$.level = \\"error\\"',
    source: 'libs/telemetry/src/create-logger.ts',
    words: ['level: label', "'error'"],
  },
  {
    filter: '$.msg = \\"an event was dead-lettered\\"',
    source: 'libs/nats-sdk/src/events/consumer/process-delivery.ts',
    words: ["logger.error('an event was dead-lettered'"],
  },
  {
    filter: '$.msg = \\"an event could not be dead-lettered\\"',
    source: 'libs/nats-sdk/src/events/consumer/process-delivery.ts',
    words: ["logger.error('an event could not be dead-lettered'"],
  },
];

/**
 * @param {string} root the checkout
 * @param {(path: string) => string} [read] text of a file below it
 * @returns {{ passed: number, failures: string[] }}
 */
export function checkWrittenWords(root, read = (path) => readFileSync(join(root, path), 'utf8')) {
  const filters = read('deploy/terraform/modules/observability/logs.tf');
  const failures = WRITTEN.flatMap(({ filter, source, words }) => [
    ...(filters.includes(filter) ? [] : [`modules/observability/logs.tf: no filter looks for ${filter}`]),
    ...words
      .filter((word) => !read(source).includes(word))
      .map((word) => `${source} has no ${word}: the filter ${filter} finds nothing`),
  ]);
  const lookedAt = WRITTEN.reduce((sum, { words }) => sum + 1 + words.length, 0);
  return { passed: lookedAt - failures.length, failures };
}
