import { ProviderKind, type CreateVersionRequest } from '@bodybroker/contracts-model-management';
import { invalidArgument } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import { DEFAULT_LIMITS, FREE, checkCapabilities, type VersionDraft } from '../domain/model-version.js';
import { PROVIDER_KINDS, checkProvider } from '../domain/provider-spec.js';

/** Reads what a version shall be. @throws DomainError INVALID_ARGUMENT */
export function toVersionDraft(request: CreateVersionRequest): VersionDraft {
  if (request.provider === undefined) throw invalidArgument('provider', 'is needed');
  const { kind, baseUrl, remoteModel, secretEnv } = request.provider;
  const provider = {
    kind: enumName(ProviderKind, kind, PROVIDER_KINDS, 'provider.kind'),
    baseUrl,
    remoteModel,
    secretEnv,
  };
  checkProvider(provider);
  checkCapabilities(request.capabilities);
  const { limits, price } = request;
  return {
    provider,
    limits: {
      contextTokens: limits?.contextTokens || DEFAULT_LIMITS.contextTokens,
      maxOutputTokens: limits?.maxOutputTokens || DEFAULT_LIMITS.maxOutputTokens,
    },
    price:
      price === undefined
        ? FREE
        : {
            inputMicrosPerMtok: Number(price.inputMicrosPerMtok),
            outputMicrosPerMtok: Number(price.outputMicrosPerMtok),
          },
    capabilities: request.capabilities,
    artifactDigest: request.artifactDigest,
  };
}
