import { DomainError, failedPrecondition, type JsonValue } from '@bodybroker/domain';
import type { Actor } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkValue } from '../domain/setting-value.js';
import type { SharedValue } from '../storage/shared-values.js';
import { definitionOf } from './read-settings.js';

/** A change somebody wants to make in a player's layer, or in that of a device of theirs. */
export interface WantedChange {
  readonly key: string;
  readonly value: JsonValue;
  readonly global: ReadonlyMap<string, SharedValue>;
  readonly actor: Actor;
  /** Empty: the player's layer. */
  readonly deviceId: string;
}

/** The value, when it may be set. @throws DomainError SETTING, SETTING_READ_ONLY, SETTING_SCOPE, SETTING_LOCKED, SETTING_VALUE */
export function checkChange(deps: Deps, { key, value, global, actor, deviceId }: WantedChange): JsonValue {
  const definition = definitionOf(deps, key);
  const { scope, playerWritable } = definition;
  if (!playerWritable && actor.kind === 'player') {
    throw new DomainError('PERMISSION_DENIED', 'SETTING_READ_ONLY', `${key} is not set by players`, {
      details: { key },
    });
  }
  if (scope === 'WORLD' || scope === 'GLOBAL' || (scope === 'PLAYER' && deviceId !== '')) {
    throw failedPrecondition('SETTING_SCOPE', `${key} is set per ${scope.toLowerCase()}`, { key, scope });
  }
  if (global.get(key)?.locked === true) throw failedPrecondition('SETTING_LOCKED', `${key} is locked`, { key });
  return checkValue(definition, value);
}
