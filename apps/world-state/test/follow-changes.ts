import type { Entity, LocationMood, WorldChange, WorldSnapshot } from '@bodybroker/contracts-world-state';

/** What a client does with the changes of the regions it shows. */
export function followChanges(snapshot: WorldSnapshot, changes: readonly WorldChange[]): WorldSnapshot {
  const hasDetails = snapshot.locations.length > 0;
  const locations = new Map(snapshot.locations.map((location) => [location.id, location]));
  const moods = new Map(snapshot.moods.map((mood) => [mood.locationId, mood]));
  const entities = new Map(snapshot.entities.map((entity) => [entity.id, entity]));
  const facts = new Map(snapshot.facts.map((fact) => [fact.key, fact]));
  const isShown = (locationId: string): boolean => locations.has(locationId) || moods.has(locationId);

  const feel = ({ controllingFaction, ...mood }: LocationMood): void => {
    const { locationId, dreadHundredths } = mood;
    const location = locations.get(locationId);
    const before = location?.controllingFaction ?? moods.get(locationId)?.controllingFaction ?? '';
    const faction = controllingFaction ?? before;
    if (location !== undefined) {
      locations.set(locationId, { ...location, dread: dreadHundredths / 100, controllingFaction: faction });
    }
    if (moods.has(locationId)) moods.set(locationId, { ...mood, controllingFaction: faction });
  };
  const show = (entity: Entity): void => {
    if (isShown(entity.locationId)) entities.set(entity.id, hasDetails ? entity : bare(entity));
    else entities.delete(entity.id);
  };

  for (const { change } of changes) {
    if (change.oneofKind === 'mood') feel(change.mood);
    if (change.oneofKind === 'entity') show(change.entity);
    if (change.oneofKind === 'entityMoved') {
      const { entityId, ...position } = change.entityMoved;
      const entity = entities.get(entityId);
      if (entity !== undefined) entities.set(entityId, { ...entity, ...position });
    }
    if (change.oneofKind === 'entityDeleted') entities.delete(change.entityDeleted);
    if (change.oneofKind === 'fact') facts.set(change.fact.key, change.fact);
    if (change.oneofKind === 'factDeleted') facts.delete(change.factDeleted);
  }
  return {
    ...snapshot,
    locations: [...locations.values()],
    moods: [...moods.values()],
    entities: [...entities.values()],
    facts: [...facts.values()],
  };
}

function bare({ attributes: _, ...entity }: Entity): Entity {
  return { ...entity, name: '' };
}
