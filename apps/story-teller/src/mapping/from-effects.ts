import type { BeatEffects as WireEffects, FactChange as WireFact } from '@bodybroker/contracts-story-teller';
import { WeatherState } from '@bodybroker/contracts-weather-manager';
import { invalidArgument } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import { FEELINGS, WEATHER_STATES, type BeatEffects, type FactValue } from '../domain/beat.js';

/**
 * What a beat does, as the domain has it.
 * @param field the effects' path in the request
 * @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED, FIELD_REQUIRED
 */
export function fromEffects(effects: WireEffects | undefined, field: string): BeatEffects {
  return {
    qualities: (effects?.qualities ?? []).map(({ name, change }, at) => {
      if (change.oneofKind === undefined) throw required(`${field}.qualities[${at}]`, 'needs a delta or a set');
      const amount = change.oneofKind === 'set' ? change.set : change.delta;
      return { name, kind: change.oneofKind, amount };
    }),
    facts: (effects?.facts ?? []).map((fact, at) => ({
      key: fact.key,
      value: factValue(fact, `${field}.facts[${at}]`),
    })),
    weather: effects?.weather === undefined ? undefined : weatherWish(effects.weather, `${field}.weather`),
    questDefinitionId: effects?.questDefinitionId ?? '',
    revealDocumentId: effects?.revealDocumentId ?? '',
    relationships: (effects?.relationships ?? []).map((change) => ({
      npcId: change.npcId,
      deltas: Object.fromEntries(
        FEELINGS.map((feeling) => [feeling, change[feeling]] as const).filter(([, delta]) => delta !== 0),
      ),
    })),
    actId: effects?.actId ?? '',
    endingId: effects?.endingId ?? '',
  };
}

function weatherWish(wish: NonNullable<WireEffects['weather']>, field: string): BeatEffects['weather'] {
  return {
    regionId: wish.regionId,
    state: enumName(WeatherState, wish.state, WEATHER_STATES, `${field}.state`),
    intensity: wish.intensity,
    durationGms: Number(wish.durationGms),
    priority: wish.priority,
  };
}

function factValue({ value }: WireFact, field: string): FactValue {
  switch (value.oneofKind) {
    case 'boolValue':
      return { kind: 'bool', value: value.boolValue };
    case 'intValue':
      return { kind: 'int', value: String(value.intValue) };
    case 'doubleValue':
      return { kind: 'double', value: value.doubleValue };
    case 'stringValue':
      return { kind: 'string', value: value.stringValue };
    case undefined:
      throw required(field, 'needs a value');
  }
}

const required = (field: string, rule: string): Error => invalidArgument(field, rule, 'FIELD_REQUIRED');
