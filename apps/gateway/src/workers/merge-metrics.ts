/** One metric of all processes. Prometheus wants its lines in one group. */
interface Family {
  readonly head: Set<string>;
  readonly samples: string[];
}

/**
 * One text in Prometheus' format from those of several processes, told apart by the label `worker`. Added up they would be wrong:
 * a sum of counters falls when a worker begins anew, which Prometheus takes for a restart of everything.
 * @param texts by the value of the label
 */
export function mergeMetrics(texts: ReadonlyMap<string, string>): string {
  const families = new Map<string, Family>();
  for (const [worker, text] of texts) {
    let family: Family = { head: new Set(), samples: [] };
    for (const line of text.split('\n')) {
      const name = /^# (?:HELP|TYPE) (\S+)/.exec(line)?.[1];
      if (name !== undefined) {
        family = families.get(name) ?? { head: new Set(), samples: [] };
        families.set(name, family);
        family.head.add(line);
      } else if (line !== '') {
        family.samples.push(labelled(line, worker));
      }
    }
  }
  return [...families.values()].map(({ head, samples }) => `${[...head, ...samples].join('\n')}\n`).join('\n');
}

function labelled(sample: string, worker: string): string {
  const at = sample.search(/[{ ]/);
  const [name, rest] = [sample.slice(0, at), sample.slice(at)];
  return rest.startsWith('{') ? `${name}{worker="${worker}",${rest.slice(1)}` : `${name}{worker="${worker}"}${rest}`;
}
