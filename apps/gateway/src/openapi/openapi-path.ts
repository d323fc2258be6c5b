import type { PathTemplate } from '../routing/path-template.js';

/** A path as OpenAPI writes it, where each parameter is one segment. */
export interface OpenApiPath {
  readonly path: string;
  readonly parameters: readonly {
    /** Name in the path; several segments of one field are numbered. */
    readonly name: string;
    /** Dotted proto path of the field it is part of; undefined: a wildcard that goes to no field. */
    readonly field: string | undefined;
    /** May hold slashes, against OpenAPI's idea of a parameter. */
    readonly rest: boolean;
  }[];
}

/**
 * Writes a path template for OpenAPI: `/v1/{name=shelves/*}` becomes `/v1/shelves/{name}`.
 * @param names names given to the parameters of the same shape before: two paths must not differ in names alone
 */
export function openApiPath({ segments, variables, verb }: PathTemplate, names: readonly string[] = []): OpenApiPath {
  const parameters: OpenApiPath['parameters'][number][] = [];
  const parts = segments.map((segment, index) => {
    if (segment.kind === 'literal') return encodeURIComponent(segment.text);
    const variable = variables.find(({ start, end }) => index >= start && (end === undefined || index < end));
    const field = variable?.fieldPath.join('.');
    const base = field ?? 'wildcard';
    const same = parameters.filter((parameter) => (parameter.field ?? 'wildcard') === base).length;
    const name = names[parameters.length] ?? (same === 0 ? base : `${base}_${same + 1}`);
    parameters.push({ name, field, rest: segment.kind === 'rest' });
    return `{${name}}`;
  });
  return { path: `/${parts.join('/')}${verb === undefined ? '' : `:${encodeURIComponent(verb)}`}`, parameters };
}
