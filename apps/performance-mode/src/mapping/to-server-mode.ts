import { ServerModeLevel, type ServerMode as ServerModeMessage } from '@bodybroker/contracts-performance-mode';
import type { ServerMode } from '../domain/server-mode.js';

export function toServerMode({ mode, reasons, sinceMs, manualUntilMs }: ServerMode): ServerModeMessage {
  return {
    mode: ServerModeLevel[mode],
    reasons: [...reasons],
    sinceMs: BigInt(sinceMs),
    ...(manualUntilMs === undefined ? {} : { untilMs: BigInt(manualUntilMs) }),
  };
}
