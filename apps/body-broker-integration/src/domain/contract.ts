import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import type { Demand } from './demand.js';
import { DAY_GMS } from './freshness.js';
import { FULL_PATIENCE, haggle, type Counterpart, type Offer } from './negotiation.js';

export const CONTRACT_STATUSES = [
  'OPEN',
  'NEGOTIATING',
  'ACCEPTED',
  'DELIVERING',
  'SETTLED',
  'EXPIRED',
  'WITHDRAWN',
  'BREACHED',
  'CANCELLED',
] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

export type ContractVerb =
  'negotiate' | 'withdraw' | 'accept' | 'cancel' | 'deliver' | 'revert' | 'settle' | 'expire' | 'breach';

/** Where a contract goes by a verb. A pair that is not here is refused. */
export const CONTRACT_TURNS: Readonly<Record<ContractStatus, Partial<Record<ContractVerb, ContractStatus>>>> = {
  OPEN: { negotiate: 'NEGOTIATING', withdraw: 'WITHDRAWN', accept: 'ACCEPTED', cancel: 'WITHDRAWN', expire: 'EXPIRED' },
  NEGOTIATING: {
    negotiate: 'NEGOTIATING',
    withdraw: 'WITHDRAWN',
    accept: 'ACCEPTED',
    cancel: 'WITHDRAWN',
    expire: 'EXPIRED',
  },
  ACCEPTED: { deliver: 'DELIVERING', cancel: 'CANCELLED', breach: 'BREACHED' },
  DELIVERING: { revert: 'ACCEPTED', settle: 'SETTLED' },
  SETTLED: {},
  EXPIRED: {},
  WITHDRAWN: {},
  BREACHED: {},
  CANCELLED: {},
};

/** Open ones a broker may have at once: those that have not ended. */
export const MAX_LIVE_CONTRACTS = 20;

/** A client's order of parts to one broker. Prices are whole MARK, a thousand million at most. */
export interface Contract {
  readonly playerId: string;
  readonly worldId: string;
  readonly npcId: string;
  readonly faction: string;
  readonly regionId: string;
  readonly pitch: string;
  readonly demand: Demand;
  readonly price: number;
  readonly askedPrice: number;
  readonly deadlineGms: number;
  readonly status: ContractStatus;
  readonly patience: number;
  readonly offers: readonly Offer[];
  /** Of the delivery in progress or the one that settled it; empty: none. */
  readonly settlementId: string;
  readonly partIds: readonly string[];
  /** Deliveries begun so far. */
  readonly deliveries: number;
  readonly reason: string;
  readonly createdGms: number;
  readonly createdMs: number;
}

export type NewContract = Pick<
  Contract,
  | 'playerId'
  | 'worldId'
  | 'npcId'
  | 'faction'
  | 'regionId'
  | 'pitch'
  | 'demand'
  | 'askedPrice'
  | 'deadlineGms'
  | 'createdGms'
  | 'createdMs'
>;

export function openContract(facts: NewContract): Contract {
  return {
    ...facts,
    price: facts.askedPrice,
    status: 'OPEN',
    patience: FULL_PATIENCE,
    offers: [],
    settlementId: '',
    partIds: [],
    deliveries: 0,
    reason: '',
  };
}

/** Whether it has not ended. */
export function isLive({ status }: Contract): boolean {
  return Object.keys(CONTRACT_TURNS[status]).length > 0;
}

/** @throws DomainError FAILED_PRECONDITION CONTRACT_STATE {status} */
export function turned(contract: Contract, verb: ContractVerb): Contract {
  const status = CONTRACT_TURNS[contract.status][verb];
  if (status !== undefined) return { ...contract, status };
  const facts = { status: contract.status, verb };
  throw failedPrecondition('CONTRACT_STATE', `a contract that is ${contract.status} cannot be changed so`, facts);
}

/** The furthest deadline: 90 game days. */
const MAX_DEADLINE_GMS = 90 * DAY_GMS;

/** @throws DomainError INVALID_ARGUMENT BAD_DEADLINE when a new contract's deadline is past or too far away */
export function assertDeadline(deadlineGms: number, gms: number): void {
  if (deadlineGms > gms && deadlineGms <= gms + MAX_DEADLINE_GMS) return;
  const facts = { gms: String(gms) };
  throw invalidArgument('deadline_gms', 'must be to come, within 90 game days', 'BAD_DEADLINE', facts);
}

/** @throws DomainError FAILED_PRECONDITION DEADLINE_PASSED */
export function assertInTime({ deadlineGms }: Contract, gms: number): void {
  if (gms < deadlineGms) return;
  const facts = { deadline_gms: String(deadlineGms), gms: String(gms) };
  throw failedPrecondition('DEADLINE_PASSED', 'the deadline of the contract is past', facts);
}

/** The contract after an offer. A client without patience leaves. @throws DomainError FAILED_PRECONDITION CONTRACT_STATE, OFFERS_SPENT */
export function offered(contract: Contract, counterpart: Counterpart, price: number): Contract {
  const negotiating = turned(contract, 'negotiate');
  const { price: standing, patience, offers } = haggle(contract, counterpart, price);
  const after = { ...negotiating, price: standing, patience, offers };
  return patience > 0 ? after : { ...turned(after, 'withdraw'), reason: 'the client lost patience' };
}

/** Begins a delivery under an id of its own: `<contract>.<n>`. */
export function beginDelivery(id: string, contract: Contract, partIds: readonly string[]): Contract {
  const deliveries = contract.deliveries + 1;
  return { ...turned(contract, 'deliver'), deliveries, settlementId: `${id}.${deliveries}`, partIds, reason: '' };
}

/** The contract that a delivery's id is of. */
export const contractOfDelivery = (settlementId: string): string =>
  settlementId.slice(0, settlementId.lastIndexOf('.'));

/** Undoes a delivery; undefined when another, or none, is in progress. */
export function revertDelivery(contract: Contract, settlementId: string, reason: string): Contract | undefined {
  if (contract.status !== 'DELIVERING' || contract.settlementId !== settlementId) return undefined;
  return { ...turned(contract, 'revert'), settlementId: '', partIds: [], reason };
}

/** @throws DomainError FAILED_PRECONDITION SETTLEMENT_OVER when this delivery is not in progress */
export function assertDelivering(contract: Contract, settlementId: string): void {
  if (contract.status === 'DELIVERING' && contract.settlementId === settlementId) return;
  const facts = { status: contract.status, settlement_id: contract.settlementId };
  throw failedPrecondition('SETTLEMENT_OVER', 'the contract is not being delivered by this settlement', facts);
}
