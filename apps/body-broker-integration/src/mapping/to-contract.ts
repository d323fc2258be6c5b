import {
  Contract as ContractMessage,
  ContractStatus,
  OfferOutcome,
} from '@bodybroker/contracts-body-broker-integration';
import type { Entity } from '@bodybroker/storage';
import type { Contract } from '../domain/contract.js';
import { toGrade } from './grade-message.js';

export function toContract({
  id,
  version,
  value,
}: Pick<Entity<Contract>, 'id' | 'version' | 'value'>): ContractMessage {
  const { demand, offers } = value;
  return ContractMessage.create({
    contractId: id,
    playerId: value.playerId,
    clientNpcId: value.npcId,
    clientFaction: value.faction,
    regionId: value.regionId,
    pitch: value.pitch,
    demand: { ...demand, minGrade: toGrade(demand.minGrade) },
    price: BigInt(value.price),
    askedPrice: BigInt(value.askedPrice),
    deadlineGms: BigInt(value.deadlineGms),
    status: ContractStatus[value.status],
    patience: value.patience,
    offers: offers.map(({ price, outcome, standingPrice }) => ({
      price: BigInt(price),
      outcome: OfferOutcome[outcome],
      standingPrice: BigInt(standingPrice),
    })),
    settlementId: value.settlementId,
    partIds: [...value.partIds],
    reason: value.reason,
    worldId: value.worldId,
    createdGms: BigInt(value.createdGms),
    version,
  });
}
