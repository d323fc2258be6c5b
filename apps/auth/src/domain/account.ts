import { DomainError, invalidArgument } from '@bodybroker/domain';

export const ROLES = ['player', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const MAX_DEVICES = 5;

export interface Ban {
  readonly reason: string;
  readonly sinceMs: number;
  /** Unix milliseconds; undefined: for good. */
  readonly untilMs: number | undefined;
}

export interface LinkedDevice {
  readonly deviceId: string;
  /** argon2id, PHC form. */
  readonly secretHash: string;
  readonly linkedMs: number;
}

/** Somebody who can log in. */
export interface Account {
  /** Also the player id. */
  readonly accountId: string;
  /** Folded; empty when only devices log in. */
  readonly username: string;
  /** argon2id, PHC form; undefined when only devices log in. */
  readonly passwordHash: string | undefined;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly ban: Ban | undefined;
  readonly devices: readonly LinkedDevice[];
  readonly createdMs: number;
}

/** The ban that keeps an account out now; undefined when none does. */
export function activeBan({ ban }: Account, nowMs: number): Ban | undefined {
  return ban !== undefined && (ban.untilMs === undefined || ban.untilMs > nowMs) ? ban : undefined;
}

/** @throws DomainError PERMISSION_DENIED ACCOUNT_BANNED {until} */
export function assertNotBanned(account: Account, nowMs: number): void {
  const ban = activeBan(account, nowMs);
  if (ban === undefined) return;
  throw new DomainError('PERMISSION_DENIED', 'ACCOUNT_BANNED', 'this account is banned', {
    details: { until: ban.untilMs === undefined ? 'forever' : String(ban.untilMs), reason: ban.reason },
  });
}

/** @throws DomainError INVALID_ARGUMENT when the end is not to come */
export function banned(account: Account, ban: Ban): Account {
  if (ban.untilMs !== undefined && ban.untilMs <= ban.sinceMs)
    throw invalidArgument('until_ms', 'must be in the future');
  return { ...account, ban };
}

/** The roles asked for, each once, in a fixed order. @throws DomainError INVALID_ARGUMENT UNKNOWN_ROLE */
export function parseRoles(names: readonly string[]): readonly Role[] {
  const unknown = names.find((name) => !(ROLES as readonly string[]).includes(name));
  if (unknown !== undefined || names.length === 0) {
    throw invalidArgument('roles', `must be of ${ROLES.join(', ')}`, 'UNKNOWN_ROLE');
  }
  return ROLES.filter((role) => names.includes(role));
}

/** Adds a device, or gives one that is linked already a new secret. @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_DEVICES */
export function withDevice(account: Account, device: LinkedDevice): Account {
  const others = account.devices.filter(({ deviceId }) => deviceId !== device.deviceId);
  if (others.length >= MAX_DEVICES) {
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_DEVICES', `an account has at most ${MAX_DEVICES} devices`, {
      retryable: false,
    });
  }
  return { ...account, devices: [...others, device] };
}

export const PROFILE_FIELDS = ['display_name', 'email'] as const;
const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/u;

/**
 * Changes what a mask names. @throws DomainError INVALID_ARGUMENT BAD_UPDATE_MASK, IMMUTABLE_FIELD or INVALID_FIELD
 */
export function withProfile(
  account: Account,
  profile: Pick<Account, 'displayName' | 'email'>,
  mask: readonly string[],
): Account {
  if (mask.length === 0) throw invalidArgument('update_mask', 'must name a field', 'BAD_UPDATE_MASK');
  for (const path of mask) {
    if ((PROFILE_FIELDS as readonly string[]).includes(path)) continue;
    const reason = OUTPUT_ONLY.has(path) ? 'IMMUTABLE_FIELD' : 'BAD_UPDATE_MASK';
    throw invalidArgument('update_mask', `"${path}" cannot be changed`, reason);
  }
  return {
    ...account,
    ...(mask.includes('display_name') ? { displayName: profile.displayName } : {}),
    ...(mask.includes('email') ? { email: checkEmail(profile.email) } : {}),
  };
}

/** @throws DomainError INVALID_ARGUMENT for what is neither empty nor an address */
export function checkEmail(email: string): string {
  if (email === '' || EMAIL.test(email)) return email;
  throw invalidArgument('email', 'must be an e-mail address');
}

const OUTPUT_ONLY: ReadonlySet<string> = new Set([
  'account_id',
  'username',
  'roles',
  'ban',
  'devices',
  'created_ms',
  'updated_ms',
  'version',
]);
