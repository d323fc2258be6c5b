/** The value of one line of the Prometheus text format, whatever the order of its labels; empty labels need not be named. */
export function readSample(text: string, name: string, labels: Readonly<Record<string, string>>): number | undefined {
  const wanted = JSON.stringify(Object.entries(labels).sort());
  for (const line of text.split('\n')) {
    const [, found, inside = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (found !== name) continue;
    const pairs = [...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text]);
    if (JSON.stringify(pairs.filter(([, text]) => text !== '').sort()) === wanted) return Number(value);
  }
  return undefined;
}
