/** Who asks, as the wire says it: `player`, `service`, `admin`, or `anonymous` without an id. */
export interface Caller {
  readonly kind: 'player' | 'service' | 'admin' | 'anonymous';
  readonly id: string;
}
