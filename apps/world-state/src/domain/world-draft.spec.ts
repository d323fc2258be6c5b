import { WorldDraft } from './world-draft.js';
import { WorldModel } from './world-model.js';
import type { Entity } from './things.js';

const at = (locationId: string): Entity => ({ kind: 'object', name: '', locationId, attributes: {}, arrivedGms: 0 });

describe('WorldDraft', () => {
  const model = new WorldModel();
  model.apply([
    { kind: 'entity', id: 'a', version: 3n, value: at('here') },
    { kind: 'entity', id: 'b', version: 1n, value: at('here') },
  ]);

  it('shows its changes over the world, which stays as it is', () => {
    const draft = new WorldDraft(model);
    draft.put('entity', 'a', at('there'));
    draft.delete('entity', 'b');
    draft.put('entity', 'c', at('here'));
    expect([...draft.entitiesAt('here')]).toEqual(['c']);
    expect([...draft.entitiesAt('there')]).toEqual(['a']);
    expect([...draft.ids('entity')].sort()).toEqual(['a', 'c']);
    expect(draft.count('entity')).toBe(2);
    expect([...model.entitiesAt('here')]).toEqual(['a', 'b']);
  });

  it('forgets what was made and unmade again', () => {
    const draft = new WorldDraft(model);
    draft.put('entity', 'c', at('here'));
    draft.delete('entity', 'c');
    draft.delete('entity', 'nothing');
    expect(draft.writes).toEqual([]);
  });

  it('goes on counting versions from what it took in', () => {
    const stage = new WorldDraft(model);
    stage.absorb([{ kind: 'entity', id: 'a', version: 4n, value: at('there') }]);
    const next = new WorldDraft(stage);
    expect(next.get('entity', 'a')).toEqual({ version: 4n, value: at('there') });
    stage.absorb([{ kind: 'entity', id: 'a', version: 4n }]);
    expect(next.get('entity', 'a')).toBeUndefined();
    expect(stage.lastVersion('entity', 'a')).toBe(4n);
    expect(stage.lastVersion('entity', 'never')).toBeUndefined();
  });
});
