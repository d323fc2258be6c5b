import type { DescMessage, JsonObject, JsonValue } from '@bufbuild/protobuf';
import type { Payload } from './hostile-case.js';
import type { TargetMethod } from './target-method.js';

/** A request ready to be sent. */
export interface HttpRequest {
  readonly verb: string;
  /** With its query. */
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string | Uint8Array | undefined;
  readonly over: 'http' | 'connect';
}

/** Writes a payload as a client would: by the method's route, or by the Connect protocol where it has none or that is asked for. */
export function httpRequest(method: TargetMethod, payload: Payload): HttpRequest {
  const { route, procedure, streams } = method;
  if (route === undefined || (payload.over === 'connect' && streams === 'no')) {
    const body = payload.kind === 'raw' ? payload.body : JSON.stringify(payload.json);
    const contentType = payload.kind === 'raw' ? payload.contentType : 'application/json';
    return { verb: 'POST', path: procedure, contentType, body, over: 'connect' };
  }
  if (payload.kind === 'raw') {
    const { path } = fill(route.template, method.input, {});
    return {
      verb: route.verb,
      path,
      contentType: payload.contentType,
      ...bodyOf(route.verb, payload.body),
      over: 'http',
    };
  }
  const { path, rest } = fill(route.template, method.input, payload.json);
  if (route.body === '*') {
    return { verb: route.verb, path, contentType: 'application/json', body: JSON.stringify(rest), over: 'http' };
  }
  const field = method.input.fields.find(({ name }) => name === route.body);
  const { [field?.jsonName ?? '']: bound, ...parameters } = rest;
  return {
    verb: route.verb,
    path: withQuery(path, parameters),
    contentType: field === undefined ? undefined : 'application/json',
    body: field === undefined ? undefined : JSON.stringify(bound ?? {}),
    over: 'http',
  };
}

const bodyOf = (verb: string, body: string | Uint8Array): { readonly body: string | Uint8Array | undefined } => ({
  body: verb === 'GET' ? undefined : body,
});

/** Fills a path template from a message; what is left of the message goes elsewhere. */
function fill(
  template: string,
  input: DescMessage,
  json: JsonObject,
): { readonly path: string; readonly rest: JsonObject } {
  const rest = structuredClone(json);
  const path = template.replaceAll(/\{([\w.]+)(?:=[^}]*)?\}/g, (_variable, name: string) => {
    const value = take(input, rest, name.split('.'));
    return encoded(value === undefined ? 'probe' : typeof value === 'string' ? value : JSON.stringify(value));
  });
  return { path, rest };
}

function take(input: DescMessage, json: JsonObject, [name = '', ...more]: readonly string[]): JsonValue | undefined {
  const field = input.fields.find((one) => one.name === name);
  const key = field?.jsonName ?? name;
  const value = Object.hasOwn(json, key) ? json[key] : undefined;
  if (more.length === 0) {
    Reflect.deleteProperty(json, key);
    return value;
  }
  if (field?.message === undefined || value === null || typeof value !== 'object' || Array.isArray(value))
    return undefined;
  return take(field.message, value, more);
}

function withQuery(path: string, json: JsonObject): string {
  const parameters = Object.entries(json).flatMap(([name, value]) => parametersOf(name, value));
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
}

function parametersOf(name: string, value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => parametersOf(name, item));
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) => parametersOf(`${name}.${key}`, inner));
  }
  return [`${encoded(name)}=${encoded(typeof value === 'string' ? value : JSON.stringify(value))}`];
}

/** Percent-encodes; half a character is written as the bytes some clients write for it. */
function encoded(text: string): string {
  return text
    .split(/([\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff])/)
    .map((part, i) => (i % 2 === 1 ? '%ED%A0%80' : encodeURIComponent(part)))
    .join('');
}
