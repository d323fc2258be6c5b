import { BeatEffects as WireEffects, type WeatherWish as WireWish } from '@bodybroker/contracts-story-teller';
import { WeatherState } from '@bodybroker/contracts-weather-manager';
import type { BeatEffects, FactValue, WeatherWish } from '../domain/beat.js';

/** What a beat does, as the contract says it. */
export function toEffects(effects: BeatEffects): WireEffects {
  return WireEffects.create({
    qualities: effects.qualities.map(({ name, kind, amount }) => ({
      name,
      change: kind === 'set' ? { oneofKind: 'set', set: amount } : { oneofKind: 'delta', delta: amount },
    })),
    facts: effects.facts.map(({ key, value }) => ({ key, value: toFactValue(value) })),
    ...(effects.weather === undefined ? {} : { weather: toWeatherWish(effects.weather) }),
    questDefinitionId: effects.questDefinitionId,
    revealDocumentId: effects.revealDocumentId,
    relationships: effects.relationships.map(({ npcId, deltas }) => ({ npcId, ...deltas })),
    actId: effects.actId,
    endingId: effects.endingId,
  });
}

export function toWeatherWish({ regionId, state, intensity, durationGms, priority }: WeatherWish): WireWish {
  return { regionId, state: WeatherState[state], intensity, durationGms: BigInt(durationGms), priority };
}

/** A fact's value as both this contract and world-state's say it. */
export function toFactValue(fact: FactValue) {
  switch (fact.kind) {
    case 'bool':
      return { oneofKind: 'boolValue', boolValue: fact.value } as const;
    case 'int':
      return { oneofKind: 'intValue', intValue: BigInt(fact.value) } as const;
    case 'double':
      return { oneofKind: 'doubleValue', doubleValue: fact.value } as const;
    case 'string':
      return { oneofKind: 'stringValue', stringValue: fact.value } as const;
  }
}
