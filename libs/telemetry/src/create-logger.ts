import { isSpanContextValid, trace } from '@opentelemetry/api';
import { pino } from 'pino';
import type { DestinationStream, Logger as PinoLogger } from 'pino';
import type { LogFields, Logger } from './logger.js';
import { redact, redactText } from './redact.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  readonly service: string;
  /** Tells the processes of one service apart. */
  readonly instance: string;
  /** Least severe level that is written. Default `info`. */
  readonly level?: LogLevel;
  /** Where lines go. Default: standard output, written before the call returns. */
  readonly destination?: DestinationStream;
}

/**
 * A log of JSON lines: time (ISO 8601), level, service, instance, msg, the fields, and trace_id and span_id of the operation under
 * way. Secrets and player text in fields are redacted (see redact.ts).
 */
export function createLogger(options: LoggerOptions): Logger {
  const { service, instance, level = 'info', destination } = options;
  const settings = {
    level,
    base: { service, instance },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: traceIds,
  };
  return new RedactingLogger(destination === undefined ? pino(settings) : pino(settings, destination));
}

class RedactingLogger implements Logger {
  readonly #pino: PinoLogger;

  constructor(target: PinoLogger) {
    this.#pino = target;
  }

  debug(message: string, fields?: LogFields): void {
    this.#write('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.#write('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.#write('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.#write('error', message, fields);
  }

  child(fields: LogFields): Logger {
    return new RedactingLogger(this.#pino.child(redact(fields) as Record<string, unknown>));
  }

  #write(level: 'debug' | 'info' | 'warn' | 'error', message: string, fields: LogFields = {}): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    this.#pino[level](redact(fields), redactText(message));
  }
}

function traceIds(): object {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || !isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}
