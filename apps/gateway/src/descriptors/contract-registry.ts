import { BadContractError } from './bad-contract-error.js';
import { readContract, type Contract } from './contract.js';
import { isOlder } from './semantic-version.js';

/** An entry that was not taken, and why. The contract served before it stays. */
export interface RefusedContract {
  readonly service: string;
  readonly reason: string;
  readonly message: string;
}

/** What happened to an entry. */
export type PutOutcome = 'added' | 'changed' | 'unchanged' | 'older' | 'refused';

export interface ContractRegistryOptions {
  /** Called after the set of contracts has changed. */
  readonly onChange: (contracts: readonly Contract[]) => void;
  readonly onRefused: (refused: RefusedContract) => void;
}

/**
 * The contracts in force, one a service, in the order the services were first seen. A bad entry never replaces a good one,
 * nor does one of an older version: during a roll-out both versions of a service announce themselves.
 */
export class ContractRegistry {
  readonly #options: ContractRegistryOptions;
  readonly #contracts = new Map<string, Contract>();
  readonly #refused = new Map<string, RefusedContract>();

  constructor(options: ContractRegistryOptions) {
    this.#options = options;
  }

  get contracts(): readonly Contract[] {
    return [...this.#contracts.values()];
  }

  /** Entries that are in the bucket now and could not be taken. */
  get refused(): readonly RefusedContract[] {
    return [...this.#refused.values()];
  }

  /** Takes an entry of the bucket. Never throws: a bad one is reported. */
  put(service: string, value: Uint8Array): PutOutcome {
    let contract: Contract;
    try {
      contract = readContract(service, value);
    } catch (error) {
      this.#refuse(service, error);
      return 'refused';
    }
    const present = this.#contracts.get(service);
    if (present !== undefined && isOlder(contract.version, present.version)) return 'older';
    this.#refused.delete(service);
    if (present?.descriptorHash === contract.descriptorHash && present.version === contract.version) return 'unchanged';
    this.#contracts.set(service, contract);
    if (present?.descriptorHash !== contract.descriptorHash) this.#options.onChange(this.contracts);
    return present === undefined ? 'added' : 'changed';
  }

  delete(service: string): void {
    this.#refused.delete(service);
    if (this.#contracts.delete(service)) this.#options.onChange(this.contracts);
  }

  #refuse(service: string, error: unknown): void {
    const refused: RefusedContract = {
      service,
      reason: error instanceof BadContractError ? error.reason : 'UNREADABLE',
      message: error instanceof Error ? error.message : String(error),
    };
    this.#refused.set(service, refused);
    this.#options.onRefused(refused);
  }
}
