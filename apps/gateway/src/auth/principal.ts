import type { Actor } from '@bodybroker/nats-sdk';

/** Who sent a request, as its access token says. */
export interface Principal {
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly sessionId: string | undefined;
}

export const ANONYMOUS: Principal = {
  actor: { kind: 'anonymous', id: '' },
  roles: [],
  scopes: [],
  sessionId: undefined,
};

/** `player:<id>`, `service:<name>`, `admin:<id>` or `anonymous`: the key of limits, and the form of the wire. */
export function actorName({ kind, id }: Actor): string {
  return kind === 'anonymous' ? kind : `${kind}:${id}`;
}
