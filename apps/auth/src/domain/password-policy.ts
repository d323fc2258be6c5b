import { DomainError } from '@bodybroker/domain';

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;

export type WeaknessRule = 'TOO_SHORT' | 'TOO_LONG' | 'COMMON' | 'CONTAINS_USERNAME';

/** Why a password is refused; undefined for one that is fine. Lengths are in Unicode code points. */
export function weaknessOf(password: string, username: string, common: ReadonlySet<string>): WeaknessRule | undefined {
  const length = [...password].length;
  if (length < MIN_PASSWORD_LENGTH) return 'TOO_SHORT';
  if (length > MAX_PASSWORD_LENGTH) return 'TOO_LONG';
  const folded = password.normalize('NFKC').toLowerCase();
  if (common.has(folded) || isOneRun(folded)) return 'COMMON';
  if (
    username !== '' &&
    folded === username.repeat(Math.ceil(folded.length / username.length)).slice(0, folded.length)
  ) {
    return 'CONTAINS_USERNAME';
  }
  return undefined;
}

/** @throws DomainError INVALID_ARGUMENT WEAK_PASSWORD {rule} */
export function checkPassword(password: string, username: string, common: ReadonlySet<string>): void {
  const rule = weaknessOf(password, username, common);
  if (rule === undefined) return;
  throw new DomainError('INVALID_ARGUMENT', 'WEAK_PASSWORD', `the password is too weak: ${rule}`, {
    details: { field: 'password', rule },
  });
}

/** One character again and again, or characters that follow one another, such as `abcdefghij` and `9876543210`. */
function isOneRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, at) => (code - (codes[at] ?? 0) + 10) % 10));
  const near = codes.slice(1).every((code, at) => Math.abs(code - (codes[at] ?? 0)) <= 9);
  return near && steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? -1);
}
