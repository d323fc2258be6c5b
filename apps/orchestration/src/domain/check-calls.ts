import type { JsonObject, JsonValue } from '@bodybroker/domain';
import { badDefinition } from './check-definition.js';
import { isJsonObject } from './is-json-object.js';
import type { FieldShape, MessageShape, MethodShape, ServiceShape } from './method-shape.js';
import { camelCase, refsOf } from './template.js';
import type { StepCall, WorkflowDefinition } from './workflow-definition.js';

/** What known services say of themselves, by name. A service that is not there is not known yet. */
export type ServiceShapes = ReadonlyMap<string, ServiceShape>;

/** The services a definition calls. */
export function servicesOf({ steps }: WorkflowDefinition): readonly string[] {
  const calls = steps.flatMap(({ call, compensate }) => [call, compensate]);
  return [...new Set(calls.flatMap((call) => (call === undefined ? [] : [call.service])))];
}

/**
 * Checks the calls of a definition against what the services say: methods, fields of requests, and fields of results
 * that templates name.
 * @throws DomainError INVALID_ARGUMENT BAD_DEFINITION {step, field, rule}
 */
export function checkCalls({ steps }: WorkflowDefinition, shapes: ServiceShapes): void {
  const payloads = new Map<string, MessageShape>();
  for (const { id, call } of steps) {
    const method = call === undefined ? undefined : methodOf(id, '', call, shapes);
    if (method !== undefined) payloads.set(id, method.payload);
  }
  for (const { id, call, compensate } of steps) {
    if (call !== undefined) checkCall(id, '', call, shapes, payloads);
    if (compensate !== undefined) checkCall(id, 'compensate.', compensate, shapes, payloads);
  }
}

function checkCall(
  stepId: string,
  prefix: string,
  call: StepCall,
  shapes: ServiceShapes,
  payloads: ReadonlyMap<string, MessageShape>,
): void {
  const method = methodOf(stepId, prefix, call, shapes);
  if (method !== undefined)
    checkFields(call.input, method.request, (rule) => badDefinition(stepId, `${prefix}input`, rule));
  for (const { text, path } of refsOf(call.input)) {
    const [root, from = '', field, ...rest] = path;
    const payload = root === 'steps' && field === 'result' ? payloads.get(from) : undefined;
    if (payload !== undefined && !leads(rest, { kind: 'message', fields: payload })) {
      throw badDefinition(stepId, `${prefix}input`, `\${${text}} names a field that the result does not have`);
    }
  }
}

function methodOf(stepId: string, prefix: string, call: StepCall, shapes: ServiceShapes): MethodShape | undefined {
  const service = shapes.get(call.service);
  if (service === undefined) return undefined;
  const method = service.methods.get(call.method);
  if (method === undefined) throw badDefinition(stepId, `${prefix}method`, `${call.service} has no ${call.method}`);
  if (!method.isUnary) throw badDefinition(stepId, `${prefix}method`, `${call.method} is a stream`);
  return method;
}

function checkFields(input: JsonObject, shape: MessageShape, bad: (rule: string) => Error): void {
  const fields = shape();
  for (const [name, value] of Object.entries(input)) {
    const field = fields.get(name);
    if (field === undefined) throw bad(`the request has no field ${name}`);
    checkField(value, field, bad);
  }
}

function checkField(value: JsonValue, field: FieldShape, bad: (rule: string) => Error): void {
  if (field.kind === 'message' && isJsonObject(value)) checkFields(value, field.fields, bad);
  if (field.kind === 'list' && Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) checkField(item, field.item, bad);
  }
}

function leads(path: readonly string[], shape: FieldShape): boolean {
  const [name, ...rest] = path;
  if (name === undefined || shape.kind === 'open') return true;
  if (shape.kind === 'list') return /^\d+$/.test(name) && leads(rest, shape.item);
  if (shape.kind === 'leaf') return false;
  const fields = shape.fields();
  const field = fields.get(name) ?? fields.get(camelCase(name));
  return field !== undefined && leads(rest, field);
}
