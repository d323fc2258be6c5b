import {
  getExtension,
  hasExtension,
  toJson,
  type DescMethod,
  type JsonObject,
  type JsonValue,
  type Registry,
} from '@bufbuild/protobuf';

/** One way to reach a method by HTTP, from its `google.api.http` option. */
export interface HttpRule {
  /** Upper case. */
  readonly method: string;
  /** Path template, as written. */
  readonly path: string;
  /** `*`, a field of the request, or empty: no body. */
  readonly body: string;
  /** A field of the answer's payload that is the body of the answer; empty: all of it. */
  readonly responseBody: string;
}

const VERBS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** The HTTP rules of a method, its own first; none when it has no `google.api.http` option. */
export function httpRulesOf(method: DescMethod, registry: Registry): readonly HttpRule[] {
  const extension = registry.getExtension('google.api.http');
  const options = method.proto.options;
  if (extension?.message === undefined || options === undefined || !hasExtension(options, extension)) return [];
  const rule = toJson(extension.message, getExtension(options, extension) as never) as JsonObject;
  const additional = Array.isArray(rule['additionalBindings']) ? rule['additionalBindings'] : [];
  return [rule, ...additional].flatMap((binding) => ruleOf(binding as JsonObject) ?? []);
}

function ruleOf(rule: JsonObject): HttpRule | undefined {
  const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
  const rest = { body: text(rule['body']), responseBody: text(rule['responseBody']) };
  for (const verb of VERBS) {
    if (rule[verb] !== undefined) return { method: verb.toUpperCase(), path: text(rule[verb]), ...rest };
  }
  const custom = rule['custom'] as JsonObject | undefined;
  if (custom === undefined) return undefined;
  return { method: text(custom['kind']).toUpperCase(), path: text(custom['path']), ...rest };
}
