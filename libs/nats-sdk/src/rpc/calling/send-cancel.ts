import type { Bus } from '../../bus/bus.js';
import { cancelSubject } from '../method/cancel-subject.js';
import { isRpcError, type RpcError } from '../rpc-error.js';
import { HEADER } from '../wire/header-names.js';

const EMPTY = new Uint8Array(0);

/** Tells whoever works on the call that is answered at `address` that nobody waits any more. Never fails. */
export function sendCancel(bus: Bus, methodSubject: string, address: string, why: RpcError): void {
  const subject = cancelSubject(methodSubject);
  if (subject === undefined || bus.state !== 'connected') return;
  const code = why.code === 'DEADLINE_EXCEEDED' ? { [HEADER.code]: why.code } : {};
  try {
    bus.publish(subject, EMPTY, { headers: { [HEADER.call]: address, ...code } });
  } catch (error) {
    // The deadline ends the work as well.
    if (!isRpcError(error)) throw error;
  }
}
