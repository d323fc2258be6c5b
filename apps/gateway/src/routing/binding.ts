import type { DescField, DescMessage } from '@bufbuild/protobuf';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import type { HttpRule } from '../descriptors/http-rule.js';
import { findField, nameOf, resolveFieldPath, type FieldPath } from '../transcoding/field-path.js';
import { textReaderOf, type TextReader } from '../transcoding/text-value.js';
import { updateMaskField } from '../transcoding/update-mask.js';
import { BadBindingError } from './bad-binding-error.js';
import { parsePathTemplate, type PathTemplate } from './path-template.js';

/** A field that takes a part of the path. */
export interface PathField {
  readonly path: FieldPath;
  readonly read: TextReader;
}

/** What the body of a request is. */
export type BodyBinding =
  | { readonly kind: 'none' }
  /** All fields that are not in the path. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'field'; readonly field: DescField };

/** One HTTP rule of one method, made ready. */
export interface Binding {
  readonly method: GatewayMethod;
  readonly httpMethod: string;
  readonly template: PathTemplate;
  /** One for each variable of the template, in its order. */
  readonly pathFields: readonly PathField[];
  readonly body: BodyBinding;
  /** The field of the payload that is the body of the answer; undefined: the whole payload. */
  readonly responseField: DescField | undefined;
  /** Filled from the fields of the body when absent: the update mask of a PATCH. */
  readonly maskField: DescField | undefined;
  /** Whether a field comes from path or body, so that the query must not set it. */
  readonly isBound: (path: readonly DescField[]) => boolean;
}

/** Makes a rule ready. @throws BadTemplateError | BadBindingError */
export function compileBinding(method: GatewayMethod, rule: HttpRule): Binding {
  const template = parsePathTemplate(rule.path);
  const pathFields = template.variables.map(({ fieldPath }) => pathField(method, fieldPath));
  const body = bodyBinding(method, rule);
  const bound = new Set(pathFields.map(({ path }) => nameOf(path)));
  return {
    method,
    httpMethod: rule.method,
    template,
    pathFields,
    body,
    responseField: responseField(method, rule.responseBody),
    maskField: rule.method === 'PATCH' && body.kind !== 'none' ? updateMaskField(method.input) : undefined,
    isBound: (path) =>
      body.kind === 'whole' || (body.kind === 'field' && path[0] === body.field) || bound.has(nameOf(path)),
  };
}

function pathField(method: GatewayMethod, names: readonly string[]): PathField {
  const path = resolveFieldPath(method.input, names);
  const leaf = path?.at(-1);
  const read = leaf === undefined || leaf.fieldKind === 'list' ? undefined : textReaderOf(leaf);
  if (path === undefined || read === undefined) {
    throw new BadBindingError(method, `${method.input.typeName} has no singular field ${names.join('.')} for its path`);
  }
  return { path, read };
}

function bodyBinding(method: GatewayMethod, { method: httpMethod, body }: HttpRule): BodyBinding {
  if (body === '') return { kind: 'none' };
  if (httpMethod === 'GET' || httpMethod === 'HEAD') throw new BadBindingError(method, `a ${httpMethod} has no body`);
  if (body === '*') return { kind: 'whole' };
  const field = findField(method.input, body);
  if (field === undefined)
    throw new BadBindingError(method, `${method.input.typeName} has no field ${body} for its body`);
  return { kind: 'field', field };
}

function responseField(method: GatewayMethod, name: string): DescField | undefined {
  if (name === '') return undefined;
  const payload: DescMessage | undefined = method.result === undefined ? method.output : method.result.payload?.message;
  const field = payload === undefined ? undefined : findField(payload, name);
  if (field === undefined) throw new BadBindingError(method, `the answer has no field ${name}`);
  return field;
}
