/**
 * Names, types and labels in a text of the Prometheus format.
 * @param {string} text
 * @returns {Record<string, import('./known-metrics.mjs').KnownMetric>}
 */
export function readExposition(text) {
  /** @type {Record<string, { type: string, labels: Set<string> }>} */
  const found = {};
  for (const line of text.split('\n')) {
    const declared = /^# TYPE (\S+) (\S+)/.exec(line);
    if (declared) found[declared[1] ?? ''] = { type: declared[2] ?? '', labels: new Set() };
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S/.exec(line);
    if (!sample) continue;
    const name = sample[1] ?? '';
    const metric = found[name] ?? found[name.replace(/_(bucket|sum|count)$/, '')];
    for (const [, label] of (sample[2] ?? '').matchAll(/([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)) {
      if (label !== undefined && label !== 'le') metric?.labels.add(label);
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([name, { type, labels }]) => [name, { type, labels: [...labels].sort() }]),
  );
}
