import { readFileSync } from 'node:fs';

/** Ticks per second in /proc/<pid>/stat; 100 on every Linux Node runs on. */
const TICKS_PER_SECOND = 100;

export interface ProcessUsage {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

/** CPU time used and memory held by a process so far. Linux only; zeros elsewhere. */
export function processUsage(pid: number): ProcessUsage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the numbers start after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system] = [Number(fields[11]), Number(fields[12])];
    const rss = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { cpuSeconds: (user + system) / TICKS_PER_SECOND, rssBytes: Number(rss ?? 0) * 1024 };
  } catch {
    return { cpuSeconds: 0, rssBytes: 0 };
  }
}
