import type { CapabilityOffer } from '@bodybroker/contracts-capability-registry';
import { toJsonObject } from '@bodybroker/service-kit';
import type { Offer } from '../domain/negotiate.js';
import type { Versions } from '../domain/versions.js';
import type { Definitions } from '../storage/definitions.js';
import { checkSize } from './to-capabilities.js';
import { requireRange } from './to-requirements.js';

export interface ToOffersOptions {
  readonly definitions: Pick<Definitions, 'find' | 'checkAttributes'>;
  readonly versions: Versions;
}

/**
 * Reads what a client offers. A newer client may know capabilities that are not defined here: they are read too, and refused by name.
 * @throws DomainError INVALID_ARGUMENT BAD_RANGE, ATTRIBUTES {path, capability}, TOO_LARGE
 */
export function toOffers(
  messages: readonly CapabilityOffer[],
  { definitions, versions }: ToOffersOptions,
): readonly Offer[] {
  return messages.map(({ name, range, attributes: struct }) => {
    requireRange(versions, range, 'offered.range');
    const attributes = toJsonObject(struct, 'offered.attributes');
    checkSize(name, attributes);
    if (struct !== undefined && definitions.find(name) !== undefined) definitions.checkAttributes(name, attributes);
    return { name, range, attributes };
  });
}
