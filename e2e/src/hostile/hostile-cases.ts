import {
  fromJson,
  toBinary,
  type DescField,
  type DescMessage,
  type JsonObject,
  type JsonValue,
} from '@bufbuild/protobuf';
import type { HostileCase, Payload, Sender } from './hostile-case.js';
import { hostileValuesOf } from './hostile-values.js';
import type { KnownValues } from './known-values.js';
import { plausibleMessage, type PlausibleOptions } from './plausible-message.js';
import { Seeded } from './seeded.js';
import type { TargetMethod } from './target-method.js';

export interface CasesOptions {
  readonly seed: string;
  readonly known: KnownValues;
  /** At most this many cases. */
  readonly budget: number;
}

/** How full the well-formed messages are; all others are made from the first two. */
const FULLNESS = [1, 0.5, 0, 0.8] as const;

/** Well-formed messages, each as every sender that may call: what they answer shows which things exist. */
export function plausibleCases(method: TargetMethod, { seed, known }: CasesOptions): readonly HostileCase[] {
  const seeded = new Seeded(`${seed}|${method.procedure}|plausible`);
  return FULLNESS.flatMap((fullness) =>
    sendersOf(method).map((sender) => ({
      what: `a plausible message, ${fullness * 100} % full`,
      sender,
      payload: message(plausibleMessage(method.input, { ...plausible(method, known, seeded), fullness }), 'http'),
    })),
  );
}

/** What is hostile about all of it, and what of it in each field, as far as the budget goes. */
export function hostileCases(method: TargetMethod, { seed, known, budget }: CasesOptions): readonly HostileCase[] {
  const seeded = new Seeded(`${seed}|${method.procedure}`);
  const options = plausible(method, known, seeded);
  const base = plausibleMessage(method.input, { ...options, fullness: 1 });
  const whole = wholeCases(method, base);
  const inFields = FULLNESS.slice(0, 2).flatMap((fullness) => {
    const from = fullness === 1 ? base : plausibleMessage(method.input, { ...options, fullness });
    return fieldCases(method, from, seeded);
  });
  const always = inFields.filter(({ isAlways }) => isAlways).map(({ hostile }) => hostile);
  const others = inFields.filter(({ isAlways }) => !isAlways).map(({ hostile }) => hostile);
  const left = Math.max(0, budget - whole.length - always.length);
  return [...whole, ...always, ...seeded.sample(others, left)];
}

const plausible = (
  { service, registry, route }: TargetMethod,
  known: KnownValues,
  seeded: Seeded,
): Omit<PlausibleOptions, 'fullness'> => ({
  service,
  registry,
  known,
  seeded,
  always: [...(route?.template ?? '').matchAll(/\{(\w+)/g)].map(([, name = '']) => name),
});

const sendersOf = ({ access }: TargetMethod): readonly [Sender, ...Sender[]] =>
  access === 'ACCESS_PLAYER' || access === 'ACCESS_PUBLIC' ? ['admin', 'player'] : ['admin'];

const message = (json: JsonObject, over: Payload['over']): Payload => ({ kind: 'message', json, over });

function wholeCases(method: TargetMethod, base: JsonObject): readonly HostileCase[] {
  const text = JSON.stringify(base);
  const bytes = binaryOf(method, base);
  const raw = (what: string, body: string | Uint8Array, contentType = 'application/json'): HostileCase => {
    const over = typeof body === 'string' && method.route?.body === '*' ? 'http' : 'connect';
    return { what, sender: 'admin', payload: { kind: 'raw', body, contentType, over } };
  };
  const well = { sender: 'admin', payload: message(base, 'http') } as const;
  const [sender] = sendersOf(method).slice(-1) as [Sender];
  return [
    { what: 'an empty message', sender, payload: message({}, 'http') },
    { what: 'an empty message over Connect', sender: 'admin', payload: message({}, 'connect') },
    { what: 'an unknown field', sender, payload: message({ ...base, probeNoSuchField: 1 }, 'http') },
    { what: 'no token', sender: 'nobody', payload: message(base, 'http') },
    { what: 'a player', sender: 'player', payload: message(base, 'http') },
    raw('no body', ''),
    raw('null', 'null'),
    raw('a list', '[]'),
    raw('half of the body', text.slice(0, Math.ceil(text.length / 2))),
    raw('a prototype key', `{"__proto__":{"x":1}${text === '{}' ? '}' : `,${text.slice(1)}`}`),
    raw('an abyss', `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`),
    raw('a number beyond numbers', '{"probe":1e999}'),
    raw('bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
    raw('another content type', '<a/>', 'text/xml'),
    raw('truncated protobuf', bytes.slice(0, Math.max(1, bytes.length - 1)), 'application/proto'),
    raw(
      'garbled protobuf',
      bytes.map((byte, i) => (i % 3 === 0 ? byte ^ 0x5a : byte)),
      'application/proto',
    ),
    raw('protobuf of a length that lies', new Uint8Array([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]), 'application/proto'),
    { ...well, what: 'no idempotency key', idempotencyKey: 'none' },
    { ...well, what: 'an idempotency key of 129 characters', idempotencyKey: 'k'.repeat(129) },
    { ...well, what: 'an idempotency key used before', idempotencyKey: 'probe-reused' },
    {
      what: 'the same key, another message',
      sender: 'admin',
      payload: message({}, 'http'),
      idempotencyKey: 'probe-reused',
    },
    {
      ...well,
      what: 'odd headers',
      headers: { 'accept-language': '*;q=x,__proto__', 'bb-actor': 'admin:x', 'x-request-id': '../..' },
    },
  ];
}

function binaryOf({ input, registry }: TargetMethod, json: JsonObject): Uint8Array {
  try {
    return toBinary(input, fromJson(input, json, { registry }));
  } catch {
    return new Uint8Array([0x0a, 0x05, 0x70]);
  }
}

interface FieldCase {
  readonly hostile: HostileCase;
  /** Whether it is sent whatever the budget. */
  readonly isAlways: boolean;
}

function fieldCases(method: TargetMethod, base: JsonObject, seeded: Seeded): readonly FieldCase[] {
  const senders = sendersOf(method);
  return places(method.input, base, []).flatMap(({ path, field, valid }) =>
    hostileValuesOf(field, valid).map(({ what, json, isAlways = false }) => ({
      isAlways,
      hostile: {
        what: `${path.join('.')} is ${what}`,
        sender: isAlways ? 'admin' : seeded.pick(senders),
        payload: message(replaced(base, path, json), seeded.next() < 0.8 ? 'http' : 'connect'),
      },
    })),
  );
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly field: DescField;
  readonly valid: JsonValue;
}

/** Every field that a message has, those inside of its messages, lists and maps too. */
function places(type: DescMessage, json: JsonObject, at: readonly (string | number)[]): readonly Place[] {
  return type.fields.flatMap((field) => {
    const valid = json[field.jsonName];
    if (valid === undefined) return [];
    const path = [...at, field.jsonName];
    const inner = (value: JsonValue | undefined, innerPath: readonly (string | number)[]): readonly Place[] =>
      field.message !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value)
        ? places(field.message, value, innerPath)
        : [];
    const here: Place = { path, field, valid };
    if (field.fieldKind === 'list') return [here, ...inner(Array.isArray(valid) ? valid[0] : undefined, [...path, 0])];
    if (field.fieldKind === 'map') {
      return [here, ...Object.entries(valid as JsonObject).flatMap(([key, value]) => inner(value, [...path, key]))];
    }
    return [here, ...inner(valid, path)];
  });
}

function replaced(base: JsonObject, path: readonly (string | number)[], json: JsonValue): JsonObject {
  const copy = structuredClone(base);
  let parent = copy as Record<string | number, JsonValue>;
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, JsonValue>;
  parent[path.at(-1) ?? ''] = json;
  return copy;
}
