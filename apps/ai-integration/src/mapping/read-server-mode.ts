import { enumName } from '@bodybroker/service-kit';
import type { EventEnvelope } from '@bodybroker/contracts-common';
import { decodePayload } from '@bodybroker/nats-sdk';
import { MessageType } from '@protobuf-ts/runtime';
import type { ServerMode } from '../domain/choose-targets.js';

/** As performance-mode numbers them. */
enum Mode {
  UNSPECIFIED = 0,
  NORMAL = 1,
  ECONOMY = 2,
  EMERGENCY = 3,
}

const MODES: readonly ServerMode[] = ['NORMAL', 'ECONOMY', 'EMERGENCY'];

const ServerModeNotice = new MessageType<{ readonly mode: Mode }>('bodybroker.ai_integration.ServerModeNotice', [
  { no: 1, name: 'mode', kind: 'enum', T: () => ['ServerMode', Mode, 'SERVER_MODE_'] },
]);

/**
 * The mode in a `sys.perf.mode_changed`: field 1, `mode`, an enum NORMAL = 1, ECONOMY = 2, EMERGENCY = 3. Other fields are of no
 * interest.
 * @throws DomainError INVALID_ARGUMENT ENUM_UNSPECIFIED; RpcError INVALID_ARGUMENT UNDECODABLE_EVENT
 */
export function readServerMode(event: EventEnvelope): ServerMode {
  return enumName(Mode, decodePayload(ServerModeNotice, event).mode, MODES, 'mode');
}
