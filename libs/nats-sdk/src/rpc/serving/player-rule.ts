import type { IMessageType } from '@protobuf-ts/runtime';
import type { Actor } from '../call-context.js';
import type { MethodPlan } from '../method/method-plan.js';
import { RpcError } from '../rpc-error.js';

/** Checks that a player asks for what is theirs. */
export type PlayerRule = (request: object, actor: Actor) => void;

/**
 * Compiles a method's player_field.
 * @returns undefined when no field names a player
 * @throws TypeError when the path names no text field
 */
export function playerRule(plan: MethodPlan): PlayerRule | undefined {
  if (plan.playerField === '') return undefined;
  const path = localPath(plan.method.I, plan.playerField);
  return (request, actor) => {
    if (actor.kind !== 'player' || valueAt(request, path) === actor.id) return;
    throw new RpcError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', `${plan.playerField} must be the player who asks`, {
      details: { field: plan.playerField },
    });
  };
}

function localPath(type: IMessageType<object>, protoPath: string): readonly string[] {
  let current: IMessageType<object> | undefined = type;
  return protoPath.split('.').map((name) => {
    const field = current?.fields.find((one) => one.name === name);
    if (field === undefined || field.kind === 'map') {
      throw new TypeError(`${type.typeName}: player_field "${protoPath}" names no field`);
    }
    current = field.kind === 'message' ? field.T() : undefined;
    return field.localName;
  });
}

function valueAt(message: object, path: readonly string[]): unknown {
  let value: unknown = message;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
