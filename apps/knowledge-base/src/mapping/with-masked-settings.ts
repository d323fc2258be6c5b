import type { Collection } from '@bodybroker/contracts-knowledge-base';
import { invalidArgument } from '@bodybroker/domain';
import { collectionSettings, type CollectionSettings } from '../domain/collection.js';

const CHANGEABLE = ['fields', 'language', 'synonyms'] as const;
const OUTPUT_ONLY = ['id', 'version', 'documents', 'chunks', 'terms', 'index_version'];

/**
 * Settings with those parts replaced that a mask names.
 * @throws DomainError INVALID_ARGUMENT BAD_UPDATE_MASK, IMMUTABLE_FIELD, and as collectionSettings
 */
export function withMaskedSettings(
  settings: CollectionSettings,
  asked: Collection,
  paths: readonly string[],
): CollectionSettings {
  if (paths.length === 0) throw invalidArgument('update_mask', 'must name a field', 'BAD_UPDATE_MASK');
  const wanted = collectionSettings(asked);
  return paths.reduce((changed, path) => {
    const name = CHANGEABLE.find((each) => each === path);
    if (name !== undefined) return { ...changed, [name]: wanted[name] };
    if (OUTPUT_ONLY.includes(path))
      throw invalidArgument('update_mask', `${path} is set by the server`, 'IMMUTABLE_FIELD');
    throw invalidArgument('update_mask', `must be of ${CHANGEABLE.join(', ')}`, 'BAD_UPDATE_MASK');
  }, settings);
}
