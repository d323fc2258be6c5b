import { PartSpoiled } from '@bodybroker/contracts-body-broker-integration';
import { gmsOf, hear } from './heard-events.js';

const spoiled = (partId: string) =>
  PartSpoiled.create({ playerId: 'ann', worldId: 'main', partId, partType: 'eye', gms: 7n });

describe('gmsOf', () => {
  it.each([
    ['the envelope', { gameTimeGms: 5n }, 5],
    ['the event, when the envelope does not', {}, 7],
  ])('is what %s tells', (_, envelope, gms) => {
    expect(gmsOf(envelope, spoiled('prt_1'))).toBe(gms);
  });

  it.each([[{}], [{ gms: 0n }], [{ gms: 'soon' }]])('is unknown when nothing tells: %p', (payload) => {
    expect(gmsOf({}, payload)).toBeUndefined();
  });
});

describe('hear', () => {
  it('tells the same of two parts that differ in their id alone', () => {
    const entries = ['prt_1', 'prt_2'].map((id) => hear('game.part.spoiled', spoiled(id))?.entry);
    expect(entries[0]).toEqual({ text: 'An eye of yours went off.', refs: ['eye'] });
    expect(entries[1]).toEqual(entries[0]);
  });
});
