import {
  type Deal,
  DealAccepted,
  DealBreached,
  DealOffered,
  DealSettled,
} from '@bodybroker/contracts-body-broker-integration';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { Contract } from '../domain/contract.js';
import { brokerFacts } from './broker-facts.js';

/** What can become of a contract that others hear of. */
export type DealTurn = 'offered' | 'accepted' | 'settled' | 'breached';

const EVENTS = { offered: DealOffered, accepted: DealAccepted, settled: DealSettled, breached: DealBreached } as const;

/** A contract as it is after what is told. */
export interface DealMoment {
  readonly id: string;
  readonly contract: Contract;
  readonly version: bigint;
  readonly gms: number;
  readonly nowMs: number;
}

/** Tells what became of a contract. */
export function dealTold(what: DealTurn, moment: DealMoment): OutboxEvent {
  const { id, contract, version, gms, nowMs } = moment;
  const { playerId, worldId } = contract;
  const facts = brokerFacts({ playerId, worldId, entityId: id, version, gms, nowMs });
  return createEvent(EVENTS[what], { deal: toDeal(id, contract, gms) }, facts);
}

function toDeal(contractId: string, contract: Contract, gms: number): Deal {
  const { playerId, worldId, npcId, faction, regionId, demand, price, partIds, deadlineGms } = contract;
  return {
    contractId,
    playerId,
    worldId,
    npcId,
    faction,
    regionId,
    partType: demand.partType,
    count: demand.count,
    price: BigInt(price),
    partIds: [...partIds],
    deadlineGms: BigInt(deadlineGms),
    gms: BigInt(gms),
  };
}
