import { down, type Problem } from './problem.js';

const ANSWER_TIMEOUT_MS = 3_000;

/** What /readyz of one process answers. */
export interface ReadinessStatus {
  readonly name: string;
  readonly ready: boolean;
  /** Checks that fail, with their reason; `unreachable` where nothing answers. */
  readonly failing: Readonly<Record<string, string>>;
  readonly openBreakers: readonly string[];
  readonly outboxBacklog: number;
}

interface ReadyzAnswer {
  readonly checks?: Readonly<Record<string, string>>;
  readonly detail?: { readonly openBreakers?: readonly string[]; readonly outboxBacklog?: number };
}

/** Asks processes that can be reached over HTTP. @param urls by name of the process */
export function readReadiness(urls: Readonly<Record<string, string>>, signal: AbortSignal): Promise<ReadinessStatus[]> {
  return Promise.all(
    Object.entries(urls).map(async ([name, url]) => {
      try {
        const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
        const response = await fetch(url, { signal: AbortSignal.any([signal, timeout]) });
        const { checks = {}, detail = {} } = (await response.json()) as ReadyzAnswer;
        return {
          name,
          ready: response.ok,
          failing: Object.fromEntries(Object.entries(checks).filter(([, state]) => state !== 'ok')),
          openBreakers: detail.openBreakers ?? [],
          outboxBacklog: detail.outboxBacklog ?? 0,
        };
      } catch (error) {
        signal.throwIfAborted();
        const why = error instanceof Error ? error.message : String(error);
        return { name, ready: false, failing: { unreachable: why }, openBreakers: [], outboxBacklog: 0 };
      }
    }),
  );
}

export function readinessProblems(processes: readonly ReadinessStatus[]): Problem[] {
  return processes
    .filter(({ ready }) => !ready)
    .map(({ name, failing }) => {
      const why = Object.entries(failing).map(([check, reason]) => `${check}: ${reason}`);
      return down(`${name} is not ready${why.length === 0 ? '' : ` (${why.join('; ')})`}`);
    });
}
