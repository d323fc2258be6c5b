import type { Readiness } from '../http/health-sources.js';
import type { Workers } from './workers.js';

const ANSWER_MS = 1000;

/** Ready while one worker is: only those that are ready take connections, so that every request finds one. */
export async function workersReadiness(workers: Pick<Workers, 'ask'>): Promise<Readiness> {
  const answers = await workers.ask('readiness', ANSWER_MS);
  const readyCount = [...answers.values()].filter((answer) => answer?.ready === true).length;
  return {
    ready: readyCount > 0,
    checks: { workers: `${readyCount} of ${answers.size} ready` },
    detail: { workers: Object.fromEntries([...answers].map(([place, answer]) => [place, answer ?? 'no answer'])) },
  };
}
