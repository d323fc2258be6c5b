import { ProviderKind, type ModelVersion } from '@bodybroker/contracts-model-management';
import { EMBEDDED_PROVIDER, LOCAL_CAPABILITY, UNKNOWN_QUALITY, type Target } from '../domain/target.js';

/** The model whose endpoint ai-integration has in its own settings; its provider is called the same. */
const REMOTE = 'remote';
/** The measure of an evaluation that is read here. */
const QUALITY = 'quality';

/** A registered version as a target. @param modelRef what it is asked for by */
export function toTarget(version: ModelVersion, modelRef: string): Target {
  const { name, capabilities, limits, price, provider, evaluations } = version;
  const isEmbedded = provider?.kind === ProviderKind.EMBEDDED;
  const measured = evaluations.flatMap(({ metrics }) => metrics[QUALITY] ?? []);
  const mean = measured.reduce((sum, quality) => sum + quality, 0) / measured.length;
  return {
    modelRef,
    name,
    versionRef: version.modelRef,
    provider: isEmbedded ? EMBEDDED_PROVIDER : name === REMOTE ? REMOTE : version.modelRef,
    isEmbedded,
    isLocal: isEmbedded || capabilities.includes(LOCAL_CAPABILITY),
    contextTokens: limits?.contextTokens ?? 0,
    maxOutputTokens: limits?.maxOutputTokens ?? 0,
    price: {
      inputMicrosPerMtok: Number(price?.inputMicrosPerMtok ?? 0n),
      outputMicrosPerMtok: Number(price?.outputMicrosPerMtok ?? 0n),
    },
    capabilities,
    quality: measured.length === 0 ? UNKNOWN_QUALITY : Math.min(1, Math.max(0, mean)),
  };
}
