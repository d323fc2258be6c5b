import { parseRecordId, recordId } from './record-id.js';

describe('the id of a record', () => {
  it.each(['acc_01h', 'npc.mother-cask', 'a_1_2'])('tells its account, %s', (account) => {
    expect(parseRecordId('hld', recordId('hld', { account, number: 7 }))).toEqual({ account, number: 7 });
  });

  it.each(['', 'hld_', 'hld_a', 'hld_a_0', 'hld_a_01', 'ent_a_1', 'hld__1', 'hld_a_1e3', 'hld_a_9999999999999999'])(
    'is not "%s"',
    (id) => {
      expect(parseRecordId('hld', id)).toBeUndefined();
    },
  );
});
