import { instanceSubject, methodSubject, serviceAddress } from './method-subject.js';

describe('the subject of a method', () => {
  it.each([
    ['bodybroker.quest_system.v1.QuestSystemService', 'GetQuest', 'svc.quest-system.v1.get_quest'],
    ['bodybroker.npc_ai.v2.NpcAiService', 'GetNPCState', 'svc.npc-ai.v2.get_npc_state'],
    ['acme.time.v1beta1.TimeService', 'Now', 'svc.time.v1beta1.now'],
    ['a.b.v1.S', 'List2Things', 'svc.b.v1.list2_things'],
  ])('of %s %s is %s', (typeName, method, subject) => {
    expect(methodSubject({ typeName }, method)).toBe(subject);
  });

  it('of one instance ends in its name', () => {
    expect(instanceSubject('svc.a.v1.b', 'one-1')).toBe('svc.a.v1.b.i.one-1');
  });

  it.each(['Service', 'time.TimeService', 'a.time.latest.TimeService'])('cannot be derived from %s', (typeName) => {
    expect(() => serviceAddress({ typeName })).toThrow(TypeError);
  });
});
