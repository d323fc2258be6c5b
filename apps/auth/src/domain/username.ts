import { invalidArgument } from '@bodybroker/domain';

const USERNAME = /^[a-z0-9_.-]{3,32}$/;

/**
 * The one form of a username: NFKC, lower case, so that two names people take for the same are the same. Undefined for what no
 * account can be called.
 */
export function parseUsername(text: string): string | undefined {
  const folded = text.normalize('NFKC').toLowerCase();
  return USERNAME.test(folded) ? folded : undefined;
}

/** Like parseUsername, for a name to be given. @throws DomainError INVALID_ARGUMENT BAD_USERNAME */
export function foldUsername(text: string): string {
  const folded = parseUsername(text);
  if (folded !== undefined) return folded;
  throw invalidArgument('username', 'must be 3 to 32 of a-z, 0-9, "_", "." and "-"', 'BAD_USERNAME');
}
