import {
  DealAccepted,
  DealBreached,
  DealOffered,
  DealSettled,
  PartHarvested,
  PartPreserved,
  PartSpoiled,
  type Deal,
} from '@bodybroker/contracts-body-broker-integration';
import type { Knowledge } from '../domain/hear-event.js';
import { heardType, nameOf, oneOf, placeOf, type HeardType } from './heard-type.js';

const count = (quality: string): Knowledge => ({ kind: 'count', quality, by: 1 });

/** Taking a part frightens, keeping it calms, losing it does neither good. */
export const PART_EVENTS: readonly HeardType[] = [
  heardType(PartHarvested, ({ partType, locationId, sourceId }) => ({
    tension: 12,
    knowledge: [count('parts.harvested')],
    entry: {
      text:
        locationId === '' ? `You took ${oneOf(partType)}.` : `You took ${oneOf(partType)} at ${placeOf(locationId)}.`,
      refs: [sourceId, locationId],
    },
  })),
  heardType(PartPreserved, () => ({ tension: -2, knowledge: [count('parts.preserved')] })),
  heardType(PartSpoiled, ({ partType }) => ({
    tension: 6,
    knowledge: [count('parts.spoiled')],
    entry: { text: `${oneOf(partType).replace(/^a/, 'A')} of yours went off.`, refs: [partType] },
  })),
];

const refsOf = (deal: Deal | undefined): string[] => [deal?.contractId ?? '', deal?.npcId ?? ''];
const whoOf = (deal: Deal | undefined): string => nameOf(deal?.npcId ?? '') || 'a client';

export const DEAL_EVENTS: readonly HeardType[] = [
  heardType(DealOffered, () => ({ tension: 1 })),
  heardType(DealAccepted, ({ deal }) => ({
    tension: 4,
    entry: { text: `You signed with ${whoOf(deal)}.`, refs: refsOf(deal) },
  })),
  heardType(DealSettled, ({ deal }) => ({
    tension: -8,
    knowledge: [count('deals.settled')],
    entry: { text: `You delivered to ${whoOf(deal)} and were paid ${deal?.price ?? 0n} marks.`, refs: refsOf(deal) },
  })),
  heardType(DealBreached, ({ deal }) => ({
    tension: 20,
    knowledge: [count('deals.breached')],
    entry: { text: `You left ${whoOf(deal)} waiting, and the contract lapsed.`, refs: refsOf(deal) },
  })),
];
