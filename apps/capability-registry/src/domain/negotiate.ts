import type { JsonObject } from '@bodybroker/domain';
import type { MergeRule } from './capability-definition.js';
import { mergeAttributes } from './merge-attributes.js';
import { capabilityNames, subjectKey, type Capability, type Subject } from './subject.js';
import type { Versions } from './versions.js';

/** What a client can do. */
export interface Offer {
  readonly name: string;
  readonly range: string;
  readonly attributes: JsonObject;
}

/** What a client wants to use. */
export interface Wish {
  readonly name: string;
  /** Empty: any that is offered. */
  readonly range: string;
}

export interface Refused {
  readonly name: string;
  readonly reason: 'NOT_AVAILABLE' | 'NOT_OFFERED' | 'NO_COMMON_VERSION' | 'NO_COMMON_ATTRIBUTES';
}

export interface Agreement {
  readonly agreed: readonly Capability[];
  readonly refused: readonly Refused[];
}

export interface Terms {
  readonly versions: Versions;
  mergeRulesOf(name: string): Readonly<Record<string, MergeRule>>;
}

/**
 * Agrees, wish by wish, on the highest version that is offered, wanted and there; of equal ones, on the first subject's.
 * @param wishes none: all that is offered
 */
export function negotiate(
  offers: readonly Offer[],
  wishes: readonly Wish[],
  providers: readonly Subject[],
  terms: Terms,
): Agreement {
  const wanted =
    wishes.length > 0 ? wishes : [...new Set(offers.map(({ name }) => name))].map((name) => ({ name, range: '' }));
  const agreed: Capability[] = [];
  const refused: Refused[] = [];
  for (const wish of wanted) {
    const outcome = agree(wish, offers, providers, terms);
    if ('reason' in outcome) refused.push(outcome);
    else agreed.push(outcome);
  }
  return { agreed, refused };
}

function agree(
  { name, range }: Wish,
  offers: readonly Offer[],
  providers: readonly Subject[],
  { versions, mergeRulesOf }: Terms,
): Capability | Refused {
  const offered = offers.filter((offer) => offer.name === name);
  if (offered.length === 0) return { name, reason: 'NOT_OFFERED' };
  const there = [...providers]
    .sort((a, b) => (subjectKey(a) < subjectKey(b) ? -1 : 1))
    .flatMap(({ capabilities }) => capabilities.filter((capability) => capability.name === name));
  if (there.length === 0) return { name, reason: 'NOT_AVAILABLE' };
  const common = there
    .filter(({ version }) => range === '' || versions.satisfies(version, range))
    .flatMap((ours) => {
      const offer = offered.find((each) => versions.satisfies(ours.version, each.range));
      return offer === undefined ? [] : [{ ours, offer }];
    })
    .sort((a, b) => versions.compare(b.ours.version, a.ours.version));
  if (common.length === 0) return { name, reason: 'NO_COMMON_VERSION' };
  for (const { ours, offer } of common) {
    const attributes = mergeAttributes(ours.attributes, offer.attributes, mergeRulesOf(name));
    if (attributes !== undefined) return { name, version: ours.version, attributes };
  }
  return { name, reason: 'NO_COMMON_ATTRIBUTES' };
}

/** Whether a subject has any of the names. */
export function hasAny({ capabilities }: Subject, names: ReadonlySet<string>): boolean {
  return capabilityNames(capabilities).some((name) => names.has(name));
}
