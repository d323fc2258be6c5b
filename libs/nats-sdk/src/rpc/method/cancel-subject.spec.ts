import { cancelSubject } from './cancel-subject.js';
import { instanceSubject } from './method-subject.js';

describe('cancelSubject', () => {
  it('is one for all methods and versions of a service', () => {
    expect(cancelSubject('svc.quest-system.v1.get_quest')).toBe('svc.quest-system.cancel');
    expect(cancelSubject('svc.quest-system.v2.accept')).toBe('svc.quest-system.cancel');
  });

  it('is the same for a call to one instance', () => {
    expect(cancelSubject(instanceSubject('svc.a.v1.b', 'one'))).toBe(cancelSubject('svc.a.v1.b'));
  });

  it.each(['legacy.time.now', 'svc', 'svc.a', 'now'])('does not exist for %s', (subject) => {
    expect(cancelSubject(subject)).toBeUndefined();
  });
});
