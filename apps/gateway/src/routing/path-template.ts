import { BadTemplateError } from './bad-template-error.js';

/** One part of a path between slashes: a fixed text (decoded), any one segment, or any number of them. */
export type Segment =
  { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'single' } | { readonly kind: 'rest' };

/** A field of the request that takes a part of the path. */
export interface PathVariable {
  /** Proto field names, outermost first. */
  readonly fieldPath: readonly string[];
  /** Index of its first segment. */
  readonly start: number;
  /** Index after its last segment; undefined: to the end of the path. */
  readonly end: number | undefined;
}

/** A path template of google.api.http, understood. */
export interface PathTemplate {
  readonly source: string;
  readonly segments: readonly Segment[];
  readonly variables: readonly PathVariable[];
  /** Custom verb after the last colon, decoded; undefined: none. */
  readonly verb: string | undefined;
}

const FIELD_PATH = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;
// pchar of RFC 3986 without the characters that the template syntax uses itself.
const LITERAL = /^(?:[A-Za-z0-9\-._~!$&'()+,;@]|%[0-9A-Fa-f]{2})+$/;
const MAX_SEGMENTS = 64;

/**
 * Parses a path template by the grammar of google/api/http.proto:
 * `Template = "/" Segments [":" Verb]`, `Segment = "*" | "**" | LITERAL | "{" FieldPath ["=" Segments] "}"`.
 * @throws BadTemplateError
 */
export function parsePathTemplate(source: string): PathTemplate {
  const fail = (problem: string): never => {
    throw new BadTemplateError(source, problem);
  };
  if (!source.startsWith('/')) fail('does not start with a slash');
  const { path, verb } = splitVerb(source);
  if (verb !== undefined && !LITERAL.test(verb)) fail('has a bad verb');

  const segments: Segment[] = [];
  const variables: PathVariable[] = [];
  const addSegments = (text: string): void => {
    for (const part of text.split('/')) {
      if (segments.at(-1)?.kind === 'rest') fail('has something after **');
      if (part === '*') segments.push({ kind: 'single' });
      else if (part === '**') segments.push({ kind: 'rest' });
      else if (LITERAL.test(part))
        segments.push({ kind: 'literal', text: decodeLiteral(part) ?? fail('has bad %-encoding') });
      else fail(part === '' ? 'has an empty segment' : `has the bad segment "${part}"`);
    }
  };

  for (const part of splitOutsideBraces(path.slice(1)) ?? fail('has unbalanced braces')) {
    if (!part.startsWith('{')) {
      addSegments(part);
      continue;
    }
    if (!part.endsWith('}')) fail('has text beside a variable');
    const equals = part.indexOf('=');
    const name = part.slice(1, equals < 0 ? -1 : equals);
    if (!FIELD_PATH.test(name)) fail(`has the bad field path "${name}"`);
    if (variables.some(({ fieldPath }) => fieldPath.join('.') === name)) fail(`binds ${name} twice`);
    const start = segments.length;
    addSegments(equals < 0 ? '*' : part.slice(equals + 1, -1));
    variables.push({
      fieldPath: name.split('.'),
      start,
      end: segments.at(-1)?.kind === 'rest' ? undefined : segments.length,
    });
  }
  if (segments.length > MAX_SEGMENTS) fail(`has more than ${MAX_SEGMENTS} segments`);
  return { source, segments, variables, verb: verb === undefined ? undefined : decodeLiteral(verb) };
}

/** What a template matches, with the names of its variables left out: templates of one shape match the same paths. */
export function shapeOf({ segments, verb }: PathTemplate): string {
  const parts = segments.map((segment) =>
    segment.kind === 'literal' ? encodeURIComponent(segment.text) : segment.kind === 'single' ? '*' : '**',
  );
  return `/${parts.join('/')}${verb === undefined ? '' : `:${encodeURIComponent(verb)}`}`;
}

/** The verb is what follows the last colon, when that is in the last segment and outside of braces. */
function splitVerb(source: string): { readonly path: string; readonly verb: string | undefined } {
  const colon = source.lastIndexOf(':');
  if (colon < 0 || colon < source.lastIndexOf('/') || colon < source.lastIndexOf('}'))
    return { path: source, verb: undefined };
  return { path: source.slice(0, colon), verb: source.slice(colon + 1) };
}

/** Splits at slashes that are not inside braces; undefined when braces nest or do not match. */
function splitOutsideBraces(text: string): string[] | undefined {
  const parts: string[] = [];
  let start = 0;
  let inside = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === '{' || char === '}') {
      if (inside === (char === '{')) return undefined;
      inside = !inside;
    } else if (char === '/' && !inside) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return inside ? undefined : parts;
}

function decodeLiteral(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
