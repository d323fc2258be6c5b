/** Source text of one compiled function, with the objects it refers to. */
export class FunctionSource {
  readonly #constants: unknown[] = [];

  /** An expression that is this object. */
  constant(value: unknown): string {
    const known = this.#constants.indexOf(value);
    return `k[${known >= 0 ? known : this.#constants.push(value) - 1}]`;
  }

  /** Compiles `(parameters) => { body }`. The text holds nothing from outside but numbers, checked names and JSON texts. */
  compile<F>(parameters: string, body: string): F {
    const make = new Function('k', `'use strict'; return (${parameters}) => {${body}};`) as (k: unknown[]) => F;
    return make(this.#constants);
  }
}

/** A property access. @throws TypeError for a name that is no identifier: it would become code */
export function property(object: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new TypeError(`"${name.slice(0, 64)}" is no name of a field`);
  return `${object}.${name}`;
}
