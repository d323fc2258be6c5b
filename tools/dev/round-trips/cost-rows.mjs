/** @typedef {{ service: string, method: string, roundTrips: number, asked: readonly string[] }} Cost of one call */

/**
 * One row a method: those that wait most first within a service.
 * @param {readonly Cost[]} costs
 * @returns {string[][]} service, method, calls, least, usual and most round trips, what a usual call asks in each of them
 */
export function costRows(costs) {
  const methods = Map.groupBy(costs, ({ service, method }) => `${service} ${method.split('/')[1]}`);
  return [...methods.values()]
    .map((calls) => [...calls].sort((a, b) => a.roundTrips - b.roundTrips))
    .map((calls) => ({ calls, least: calls[0], usual: calls[calls.length >> 1], most: calls.at(-1) }))
    .flatMap(({ calls, least, usual, most }) => (least && usual && most ? [{ calls, least, usual, most }] : []))
    .sort((a, b) => a.usual.service.localeCompare(b.usual.service) || b.usual.roundTrips - a.usual.roundTrips)
    .map(({ calls, least, usual, most }) => [
      usual.service,
      usual.method.split('/')[1] ?? '',
      ...[calls.length, least.roundTrips, usual.roundTrips, most.roundTrips].map(String),
      usual.asked.map((names) => counted(names.split(' '))).join(' | '),
    ]);
}

/** @param {readonly string[]} names @returns {string} `peek 2get` */
function counted(names) {
  const groups = Map.groupBy(names, (name) => name);
  return [...groups].map(([name, same]) => (same.length === 1 ? name : `${same.length} ${name}`)).join(', ');
}
