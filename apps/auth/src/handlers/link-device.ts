import type { AuthDeps, AuthHandler } from '../deps.js';
import { withDevice } from '../domain/account.js';
import { checkDevice } from '../domain/device-secret.js';
import { deviceTaken } from '../domain/refusals.js';
import { accountMessage } from '../mapping/account-message.js';

export function linkDevice({ accounts, devices, passwords, clock }: AuthDeps): AuthHandler<'linkDevice'> {
  return async ({ accountId, deviceId, deviceSecret }) => {
    checkDevice(deviceId, deviceSecret);
    const { value: account } = await accounts.require(accountId);
    const linkedMs = clock.now();
    const device = { deviceId, secretHash: await passwords.hash(deviceSecret), linkedMs };
    withDevice(account, device);
    const exists = async (holder: string): Promise<boolean> =>
      (await accounts.get(holder))?.value.devices.some((other) => other.deviceId === deviceId) === true;
    if (!(await devices.take(deviceId, accountId, exists))) throw deviceTaken();
    const updated = await accounts.update(accountId, ({ value }) => ({ value: withDevice(value, device) }));
    return accountMessage(updated, linkedMs);
  };
}
