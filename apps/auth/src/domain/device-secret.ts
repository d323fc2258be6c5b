import { invalidArgument } from '@bodybroker/domain';

const DEVICE_ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{7,127}$/;

/** Lets the id and the secret of a device through. @throws DomainError INVALID_ARGUMENT */
export function checkDevice(deviceId: string, deviceSecret: string): void {
  if (!DEVICE_ID.test(deviceId))
    throw invalidArgument('device_id', 'must be 8 to 128 of A-Z, a-z, 0-9, "_", ".", ":", "-"');
  if (deviceSecret.length < 16 || deviceSecret.length > 128) {
    throw invalidArgument('device_secret', 'must be 16 to 128 characters');
  }
}
