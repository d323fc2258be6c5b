import { DomainError } from '@bodybroker/domain';

/** The one answer to every wrong name, password or secret: which of them was wrong stays unknown. */
export function badCredentials(): DomainError {
  return new DomainError('UNAUTHENTICATED', 'BAD_CREDENTIALS', 'the name or the secret is wrong');
}

/** A token that is garbled, expired, revoked or unknown. */
export function tokenInvalid(): DomainError {
  return new DomainError('UNAUTHENTICATED', 'TOKEN_INVALID', 'the token is not valid');
}

/** A used refresh token was shown again; its session is over. */
export function tokenReused(): DomainError {
  return new DomainError('UNAUTHENTICATED', 'TOKEN_REUSED', 'the refresh token was used before; the session has ended');
}

export function usernameTaken(username: string): DomainError {
  return new DomainError('ALREADY_EXISTS', 'USERNAME_TAKEN', `the name "${username}" is taken`, {
    details: { username },
  });
}

export function deviceTaken(): DomainError {
  return new DomainError('ALREADY_EXISTS', 'DEVICE_TAKEN', 'the device belongs to another account');
}
