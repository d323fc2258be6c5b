import { newKey, type Api } from '../api.js';

const PATIENCE_MS = 3000;
const BETWEEN_MS = 200;

const pause = (ms: number): Promise<undefined> => new Promise((wake) => setTimeout(wake, ms, undefined));

/** What an audit of the whole ledger says that it should not: nothing, when all is well; undefined, when nobody answers. */
export async function auditLedger(api: Api, admin: string): Promise<readonly string[] | undefined> {
  const answer = await api.post('/v1/ledger:audit', {}, { token: admin, idempotencyKey: newKey() });
  if (answer.status >= 500) return undefined;
  const { consistent = false, findings = [], sums = [] } = answer.body;
  const uneven = sums.filter(({ sum = '0' }) => sum !== '0');
  return [...(consistent ? [] : ['not consistent']), ...findings, ...uneven.map((sum: unknown) => JSON.stringify(sum))];
}

/** Audits the ledger again and again while other things happen. */
export class LedgerWatch {
  readonly #watching: Promise<void>;
  readonly #findings: string[] = [];
  #audits = 0;
  #isOver = false;

  constructor(api: Api, admin: string) {
    this.#watching = this.#watch(api, admin);
  }

  /** How often the ledger was audited, and all that was found. */
  async end(): Promise<{ readonly audits: number; readonly findings: readonly string[] }> {
    this.#isOver = true;
    await this.#watching;
    return { audits: this.#audits, findings: this.#findings };
  }

  async #watch(api: Api, admin: string): Promise<void> {
    while (!this.#isOver) {
      // Whoever audits may die of what is being tried: its answer is not waited for.
      const found = await Promise.race([auditLedger(api, admin), pause(PATIENCE_MS)]);
      this.#findings.push(...(found ?? []));
      if (found !== undefined) this.#audits += 1;
      await pause(BETWEEN_MS);
    }
  }
}
