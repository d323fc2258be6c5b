import { DomainError, notFound } from '@bodybroker/domain';
import { DEFAULT_POLICY, MAX_POLICIES, type Policy } from '../domain/policy.js';
import type { Kept, RouterRecords } from './router-records.js';

const KIND = 'policy';

/** The policies, with the built-in `default` (version 0) where none of that id was set. */
export class Policies {
  readonly #records: RouterRecords;

  constructor(records: RouterRecords) {
    this.#records = records;
  }

  /** By id. */
  all(): readonly Kept<Policy>[] {
    const set = this.#records.all<Policy>(KIND).map(([, policy]) => policy);
    if (set.some(({ value }) => value.id === DEFAULT_POLICY.id)) return set;
    return [...set, BUILT_IN].sort((a, b) => (a.value.id < b.value.id ? -1 : 1));
  }

  /** @throws DomainError NOT_FOUND POLICY_NOT_FOUND */
  async get(id: string): Promise<Kept<Policy>> {
    const policy = (await this.#records.get<Policy>(KIND, id)) ?? (id === DEFAULT_POLICY.id ? BUILT_IN : undefined);
    if (policy === undefined) throw notFound('policy', id);
    return policy;
  }

  /** @throws DomainError VERSION_CONFLICT; RESOURCE_EXHAUSTED TOO_MANY_POLICIES */
  async set(policy: Policy, expectedVersion: bigint | undefined): Promise<Kept<Policy>> {
    const { version } = await this.#records.write<Policy>(
      KIND,
      policy.id,
      (current) => {
        if (current === undefined && this.#records.all(KIND).length >= MAX_POLICIES) throw tooMany();
        return policy;
      },
      expectedVersion,
    );
    return { value: policy, version };
  }

  /** Answers the version that was deleted. @throws DomainError NOT_FOUND POLICY_NOT_FOUND; VERSION_CONFLICT */
  async delete(id: string, expectedVersion: bigint | undefined): Promise<bigint> {
    let deleted = 0n;
    await this.#records.write<Policy>(
      KIND,
      id,
      (current) => {
        if (current === undefined) throw notFound('policy', id);
        deleted = current.version;
        return undefined;
      },
      expectedVersion,
    );
    return deleted;
  }
}

const BUILT_IN: Kept<Policy> = { value: DEFAULT_POLICY, version: 0n };

function tooMany(): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_POLICIES', `there are at most ${MAX_POLICIES} policies`, {
    details: { limit: String(MAX_POLICIES) },
    retryable: false,
  });
}
