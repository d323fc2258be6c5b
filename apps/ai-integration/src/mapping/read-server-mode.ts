import type { EventEnvelope } from '@bodybroker/contracts-common';
import { decodePayload } from '@bodybroker/nats-sdk';
import { MessageType } from '@protobuf-ts/runtime';
import { invalidArgument } from '@bodybroker/domain';
import type { ServerMode } from '../domain/choose-targets.js';

/** By their numbers in the enum, which starts with UNSPECIFIED. */
const MODES: readonly (ServerMode | undefined)[] = [undefined, 'NORMAL', 'ECONOMY', 'EMERGENCY'];

const ServerModeNotice = new MessageType<{ readonly mode: number }>('bodybroker.ai_integration.ServerModeNotice', [
  {
    no: 1,
    name: 'mode',
    kind: 'enum',
    T: () => ['ServerMode', { 0: 'UNSPECIFIED', 1: 'NORMAL', 2: 'ECONOMY', 3: 'EMERGENCY' }, 'SERVER_MODE_'],
  },
]);

/**
 * The mode in a `sys.perf.mode_changed`: field 1, `mode`, an enum NORMAL = 1, ECONOMY = 2, EMERGENCY = 3. Other fields are of no
 * interest.
 * @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED; RpcError INVALID_ARGUMENT UNDECODABLE_EVENT
 */
export function readServerMode(event: EventEnvelope): ServerMode {
  const mode = MODES[decodePayload(ServerModeNotice, event).mode];
  if (mode === undefined) throw invalidArgument('mode', 'is no mode of the server', 'ENUM_UNSPECIFIED');
  return mode;
}
