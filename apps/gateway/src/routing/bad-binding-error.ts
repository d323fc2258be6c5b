import type { GatewayMethod } from '../descriptors/gateway-method.js';

/** An HTTP rule that does not fit the messages of its method. */
export class BadBindingError extends Error {
  override readonly name = 'BadBindingError';

  constructor(method: Pick<GatewayMethod, 'typeName' | 'name'>, problem: string) {
    super(`${method.typeName}/${method.name}: ${problem}`);
  }
}
