import type { Account as AccountMessage } from '@bodybroker/contracts-auth';
import { activeBan } from '../domain/account.js';
import type { StoredAccount } from '../storage/accounts.js';

/** An account as its owner and admins see it: nothing that could be used to log in. */
export function accountMessage({ value, version, updatedMs }: StoredAccount, nowMs: number): AccountMessage {
  const { accountId, username, email, displayName, roles, createdMs } = value;
  const ban = activeBan(value, nowMs);
  return {
    accountId,
    username,
    email,
    displayName,
    roles: [...roles],
    devices: value.devices.map(({ deviceId, linkedMs }) => ({ deviceId, linkedMs: BigInt(linkedMs) })),
    createdMs: BigInt(createdMs),
    updatedMs: BigInt(updatedMs),
    version,
    ...(ban === undefined
      ? {}
      : {
          ban: {
            reason: ban.reason,
            sinceMs: BigInt(ban.sinceMs),
            ...(ban.untilMs === undefined ? {} : { untilMs: BigInt(ban.untilMs) }),
          },
        }),
  };
}
