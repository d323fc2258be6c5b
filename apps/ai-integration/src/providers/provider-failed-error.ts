import type { ProviderFailure } from '../domain/classify-provider-failure.js';

/** A provider did not give what it was asked for. Says how, never what it said: that may hold text of players. */
export class ProviderFailedError extends Error {
  override readonly name = 'ProviderFailedError';

  constructor(
    readonly failure: ProviderFailure,
    options: { readonly cause?: unknown } = {},
  ) {
    super(`provider failed: ${failure.kind}`, options);
  }
}

export function isProviderFailedError(error: unknown): error is ProviderFailedError {
  return error instanceof ProviderFailedError;
}
