import { invalidArgument } from '@bodybroker/domain';

/** Where the answers of a version come from. */
export const PROVIDER_KINDS = ['EMBEDDED', 'OPENAI_COMPATIBLE'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

export interface ProviderSpec {
  readonly kind: ProviderKind;
  /** With its version, such as `https://host/v1`; empty for EMBEDDED. */
  readonly baseUrl: string;
  /** What the server calls the model; empty: the model's own name. */
  readonly remoteModel: string;
  /** Name of the environment variable with the key; empty: none. */
  readonly secretEnv: string;
}

const ENVIRONMENT_NAME = /^[A-Z][A-Z0-9_]*$/;

/**
 * Refuses what nobody could be asked at, and keys in the place of their names.
 * @throws DomainError INVALID_ARGUMENT with `details.field`; reasons BAD_BASE_URL, SECRET_NOT_A_NAME, INVALID_FIELD
 */
export function checkProvider({ kind, baseUrl, remoteModel, secretEnv }: ProviderSpec): void {
  if (kind === 'EMBEDDED') {
    if (baseUrl + remoteModel + secretEnv === '') return;
    throw invalidArgument('provider', 'an EMBEDDED provider has no base_url, remote_model or secret_env');
  }
  if (!isHttpUrl(baseUrl)) {
    throw invalidArgument('provider.base_url', 'must be a http or https URL without user and password', 'BAD_BASE_URL');
  }
  if (secretEnv !== '' && !ENVIRONMENT_NAME.test(secretEnv)) {
    // The value is not repeated: it may be the key itself.
    throw invalidArgument('provider.secret_env', 'must be the NAME of an environment variable', 'SECRET_NOT_A_NAME');
  }
}

/** Whether two versions would be asked in the same way. */
export function isSameProvider(a: ProviderSpec, b: ProviderSpec): boolean {
  return a.kind === b.kind && a.baseUrl === b.baseUrl && a.remoteModel === b.remoteModel && a.secretEnv === b.secretEnv;
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}
