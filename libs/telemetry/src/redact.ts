const REDACTED = '[redacted]';
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_TEXT = 4096;

/** Keys of secrets, in camelCase, snake_case and kebab-case. `tokens` and `token_count` are numbers of tokens, not secrets. */
const SECRET_KEY =
  /pass(word|wd|phrase)?$|secret|token$|authorization|cookie|credential|api[-_]?key|private[-_]?key|signature$|^jwt$/i;

/** Keys under which the words of players and models travel. */
const PLAYER_TEXT_KEY =
  /^(.*[-_])?(text|prompt|utterance|speech|dialogue|completion|content|body|payload|transcript)$|(Text|Prompt|Utterance|Payload|Content)$/;

/** Secrets that can stand within a text: authorization headers, JWTs, and the login of a URL. */
const SECRETS_IN_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${REDACTED}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, REDACTED],
  [/(\w:\/\/)[^\s/@]+@/g, `$1${REDACTED}@`],
];

/** A text without what looks like a secret, cut at 4096 characters. */
export function redactText(text: string): string {
  const clean = SECRETS_IN_TEXT.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}

/**
 * A copy for the log: secrets and player text are replaced by key, secrets within texts by their form, bytes by their number. Of an
 * error only type, message, stack, code, reason, details and cause are kept, as others' errors carry commands and requests.
 * Depth (6), lists (50) and texts (4096) are bounded.
 */
export function redact(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
      return redactText(value);
    case 'bigint':
      return String(value);
    case 'function':
    case 'symbol':
      return undefined;
    case 'object':
      return value === null ? null : redactObject(value, depth);
    default:
      return value;
  }
}

function redactObject(value: object, depth: number): unknown {
  if (value instanceof Error) return depth < MAX_DEPTH ? redactError(value, depth) : value.name;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (depth >= MAX_DEPTH) return '[…]';
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => redact(item, depth + 1));
    return value.length > MAX_ITEMS ? [...items, `[${value.length - MAX_ITEMS} more]`] : items;
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries
      .slice(0, MAX_ITEMS)
      .map(([key, item]: [unknown, unknown]) => [String(key), redactEntry(String(key), item, depth)]),
  );
}

function redactEntry(key: string, value: unknown, depth: number): unknown {
  if (value === undefined) return undefined;
  if (SECRET_KEY.test(key)) return REDACTED;
  if (PLAYER_TEXT_KEY.test(key) && typeof value !== 'number' && typeof value !== 'boolean') return REDACTED;
  return redact(value, depth + 1);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { code, reason, details } = error as { code?: unknown; reason?: unknown; details?: unknown };
  return {
    type: error.name,
    message: redactText(error.message),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof reason === 'string' ? { reason: redactText(reason) } : {}),
    ...(typeof details === 'object' ? { details: redact(details, depth + 1) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
