import { DealSettled, Grade, PartHarvested, SourceKind } from '@bodybroker/contracts-body-broker-integration';
import { FactChanged } from '@bodybroker/contracts-world-state';
import { NpcTalked, Intent } from '@bodybroker/contracts-npc-behavior';
import { eventValues, sampleValues } from './event-values.js';

describe('an event, as conditions read it', () => {
  it('has proto names, enums without prefix, whole 64-bit numbers and lists', () => {
    const harvested = PartHarvested.create({
      partType: 'eye',
      grade: Grade.GRADE_B,
      sourceKind: SourceKind.TRADE,
      gms: 2n ** 60n,
      traits: ['clouded'],
    });
    expect(eventValues(PartHarvested, harvested)).toMatchObject({
      part_type: 'eye',
      grade: 'B',
      source_kind: 'TRADE',
      gms: 2n ** 60n,
      traits: ['clouded'],
      heat: 0,
    });
    expect(eventValues(NpcTalked, NpcTalked.create({ intent: Intent.WORK }))).toMatchObject({ intent: 'WORK' });
  });

  it('has messages within, and of a oneof what is set', () => {
    const settled = DealSettled.create({ deal: { npcId: 'grubb', price: 40n } });
    expect(eventValues(DealSettled, settled)).toMatchObject({ deal: { npc_id: 'grubb', price: 40n } });
    const changed = FactChanged.create({ key: 'k', newValue: { value: { oneofKind: 'boolValue', boolValue: true } } });
    const { old_value: old, new_value: now } = eventValues(FactChanged, changed);
    expect(old).toBeUndefined();
    expect(now).toEqual({ bool_value: true });
  });

  it('has every field in a sample', () => {
    expect(sampleValues(PartHarvested)).toMatchObject({ grade: 'UNSPECIFIED', part_type: '', gms: 0, traits: [] });
    expect(sampleValues(DealSettled)).toMatchObject({ deal: { part_ids: [], price: 0 } });
  });
});
