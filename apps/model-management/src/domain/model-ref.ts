import { invalidArgument } from '@bodybroker/domain';

/** What a reference asks for. */
export type ModelRef =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'alias'; readonly name: string; readonly alias: string }
  | { readonly kind: 'pin'; readonly name: string; readonly number: number };

const REF = /^(?<name>[a-z0-9][a-z0-9_.-]{0,63})(?:@(?<alias>[a-z0-9][a-z0-9_.-]{0,63})|:(?<number>[1-9]\d{0,8}))?$/;

/** Reads `narrator`, `narrator@champion` or `narrator:3`. @throws DomainError INVALID_ARGUMENT BAD_MODEL_REF */
export function parseModelRef(text: string): ModelRef {
  const groups = REF.exec(text)?.groups;
  const name = groups?.['name'];
  if (name === undefined) {
    throw invalidArgument('model_ref', 'must be a name, name@alias or name:number', 'BAD_MODEL_REF');
  }
  const { alias, number } = groups ?? {};
  if (alias !== undefined) return { kind: 'alias', name, alias };
  return number === undefined ? { kind: 'name', name } : { kind: 'pin', name, number: Number(number) };
}
