import { newId } from '../crypto/new-id.js';
import type { AuthDeps, AuthHandler } from '../deps.js';
import type { Account } from '../domain/account.js';
import { checkDevice } from '../domain/device-secret.js';
import { badCredentials } from '../domain/refusals.js';
import { clientAddress } from '../mapping/client-address.js';
import { issueSession } from './issue-session.js';

export function loginDevice(deps: AuthDeps): AuthHandler<'loginDevice'> {
  const { accounts, devices, passwords, attempts } = deps;
  return async ({ deviceId, deviceSecret, create, name, platform }, context) => {
    checkDevice(deviceId, deviceSecret);
    const attempt = { name: `device:${deviceId}`, address: clientAddress(context) };
    await attempts.assertAllowed(attempt);
    const holder = await devices.holder(deviceId);
    const known = holder === undefined ? undefined : (await accounts.get(holder))?.value;
    const created = known === undefined && create ? await createGuest(deps, deviceId, deviceSecret) : undefined;
    const account = known ?? created;
    const linked = account?.devices.find((device) => device.deviceId === deviceId);
    const matches = created !== undefined || (await passwords.verify(linked?.secretHash, deviceSecret));
    if (account === undefined || !matches) {
      await attempts.failed(attempt);
      throw badCredentials();
    }
    await attempts.succeeded(attempt);
    return issueSession(deps, account, { id: deviceId, name, platform });
  };
}

/** An account that only this device logs in to; undefined when another request was faster. */
async function createGuest(deps: AuthDeps, deviceId: string, deviceSecret: string): Promise<Account | undefined> {
  const { accounts, devices, passwords, clock } = deps;
  const nowMs = clock.now();
  const accountId = newId('acc', nowMs);
  const secretHash = await passwords.hash(deviceSecret);
  const exists = async (holder: string): Promise<boolean> => (await accounts.get(holder)) !== undefined;
  if (!(await devices.take(deviceId, accountId, exists))) return undefined;
  const nobody = { username: '', passwordHash: undefined, email: '', displayName: '', ban: undefined };
  const device = { deviceId, secretHash, linkedMs: nowMs };
  return (await accounts.create({ ...nobody, accountId, roles: ['player'], devices: [device], createdMs: nowMs }))
    .value;
}
