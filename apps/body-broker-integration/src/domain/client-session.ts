/** How long a session outlives its last sign of life. */
export const SESSION_TTL_MS = 90_000;
/** How often a client should show one. */
export const HEARTBEAT_EVERY_MS = 30_000;

/** A client at play. */
export interface ClientSession {
  readonly playerId: string;
  readonly deviceId: string;
  readonly build: string;
  readonly platform: string;
  readonly capabilities: readonly string[];
  /** Unix ms. */
  readonly openedMs: number;
  readonly expiresMs: number;
  /** The last event the client has seen. */
  readonly lastEventSequence: number;
  readonly isOpen: boolean;
}

/** The device's present session, and when the player was last seen. */
export interface Presence {
  /** By device id. */
  readonly sessions: Readonly<Record<string, string>>;
  /** Unix ms; undefined: never. */
  readonly lastSeenMs: number | undefined;
}

export const NEVER_SEEN: Presence = { sessions: {}, lastSeenMs: undefined };
