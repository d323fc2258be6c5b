import {
  aimsTable,
  aloneTable,
  bodiesTable,
  latencyTable,
  memoryTable,
  saturationTable,
  streamsTable,
} from './tables.js';
import type { Results } from './results.js';

/** The whole report as text, with the aims last: that is what one looks for. */
export function renderReport(results: Results): string {
  const { settings } = results;
  const parts = [
    `${settings.inFlight} in flight, median (least–most) of ${settings.rounds} rounds of ${settings.seconds} s`,
    saturationTable(results),
    `${settings.ratePerSecond} requests a second, each measured from when it was due`,
    latencyTable(results),
    'one call at a time',
    aloneTable(results),
    memoryTable(results),
    streamsTable(results),
    bodiesTable(results),
    aimsTable(results),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
