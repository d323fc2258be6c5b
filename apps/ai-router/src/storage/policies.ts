import { DomainError, notFound } from '@bodybroker/domain';
import type { BucketRecord, RecordBucket } from '@bodybroker/nats-sdk';
import { DEFAULT_POLICY, MAX_POLICIES, type Policy } from '../domain/policy.js';

const BUILT_IN: BucketRecord<Policy> = { value: DEFAULT_POLICY, version: 0n };

/** The policies, with the built-in `default` (version 0) where none of that id was set. */
export class Policies {
  readonly #records: RecordBucket<Policy>;

  constructor(records: RecordBucket<Policy>) {
    this.#records = records;
  }

  all(): readonly BucketRecord<Policy>[] {
    return [...new Map([[DEFAULT_POLICY.id, BUILT_IN], ...this.#records.records]).values()];
  }

  /** @throws DomainError NOT_FOUND POLICY_NOT_FOUND */
  get(id: string): BucketRecord<Policy> {
    const policy = this.#records.records.get(id) ?? (id === DEFAULT_POLICY.id ? BUILT_IN : undefined);
    if (policy === undefined) throw notFound('policy', id);
    return policy;
  }

  /** @throws RpcError VERSION_CONFLICT; DomainError RESOURCE_EXHAUSTED TOO_MANY_POLICIES */
  set(policy: Policy, expectedVersion: bigint | undefined): Promise<BucketRecord<Policy>> {
    return this.#records.write(policy.id, expectedVersion, (current) => {
      if (current === undefined && this.#records.records.size >= MAX_POLICIES) throw tooMany();
      return policy;
    });
  }

  /** Answers the version that was deleted. @throws DomainError NOT_FOUND POLICY_NOT_FOUND; RpcError VERSION_CONFLICT */
  async delete(id: string, expectedVersion: bigint | undefined): Promise<bigint> {
    const deleted = await this.#records.delete(id, expectedVersion);
    if (deleted === undefined) throw notFound('policy', id);
    return deleted.version;
  }
}

function tooMany(): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_POLICIES', `there are at most ${MAX_POLICIES} policies`, {
    details: { limit: String(MAX_POLICIES) },
    retryable: false,
  });
}
