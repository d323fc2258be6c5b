/**
 * Puts decorators on a class and its methods without a compiler, in the order TypeScript would.
 * @param {Function} target a class
 * @param {{ type?: readonly ClassDecorator[], methods?: Readonly<Record<string, { parameters?: readonly (readonly ParameterDecorator[])[], decorators: readonly MethodDecorator[] }>>, parameters?: readonly (readonly ParameterDecorator[])[] }} decorators
 */
export function decorate(target, { type = [], methods = {}, parameters = [] }) {
  for (const [name, { parameters: ofMethod = [], decorators }] of Object.entries(methods)) {
    ofMethod.forEach((list, index) => list.forEach((each) => each(target.prototype, name, index)));
    const descriptor = Object.getOwnPropertyDescriptor(target.prototype, name);
    for (const each of decorators) each(target.prototype, name, descriptor);
  }
  parameters.forEach((list, index) => list.forEach((each) => each(target, undefined, index)));
  for (const each of type) each(target);
}
