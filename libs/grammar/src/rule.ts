import type { Condition } from '@bodybroker/conditions';
import type { ContentPlace } from './grammar-content-error.js';
import type { Template } from './template.js';

/** A rule as it is after load. */
export interface Rule {
  readonly place: Required<ContentPlace>;
  readonly text: string;
  readonly template: Template;
  /** Group to the full tags (`mood:cold`) of which one must be asked for. */
  readonly asks: ReadonlyMap<string, readonly string[]>;
  /** Content notices. */
  readonly notices: readonly string[];
  readonly when: Condition | undefined;
  readonly bounds: readonly { readonly quality: string; readonly min: number; readonly max: number }[];
  readonly weight: number;
  /** Slots without a default the text mentions. */
  readonly optionalSlots: readonly string[];
}

/** What rules are chosen by. */
export interface Occasion {
  readonly tags: ReadonlySet<string>;
  readonly without: ReadonlySet<string>;
  readonly slots: ReadonlyMap<string, string>;
  readonly qualities: Readonly<Record<string, number>>;
  /** Values of GRAMMAR_VARIABLES for `when`. */
  readonly conditionValues: Parameters<Condition['evaluate']>[0];
}

/** Fits every occasion but one that is without its notices. */
export function isPlain(rule: Rule): boolean {
  return rule.asks.size === 0 && rule.when === undefined && rule.bounds.length === 0 && rule.optionalSlots.length === 0;
}

/** Whether the rule may be used now. */
export function fits(rule: Rule, occasion: Occasion): boolean {
  for (const notice of rule.notices) if (isDropped(notice, occasion.without)) return false;
  for (const values of rule.asks.values()) if (!values.some((tag) => occasion.tags.has(tag))) return false;
  for (const slot of rule.optionalSlots) if (!occasion.slots.has(slot)) return false;
  for (const { quality, min, max } of rule.bounds) {
    const value = Object.hasOwn(occasion.qualities, quality) ? occasion.qualities[quality] : undefined;
    if (value === undefined || !(value >= min && value <= max)) return false;
  }
  return rule.when === undefined || rule.when.evaluate(occasion.conditionValues);
}

/** A rule written for the occasion is likelier than one for any: each group it asks for adds twice its weight. */
export function chanceOf(rule: Rule): number {
  return rule.weight * (1 + 2 * rule.asks.size);
}

function isDropped(notice: string, without: ReadonlySet<string>): boolean {
  for (let name = notice; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.'))))
    if (without.has(name)) return true;
  return false;
}
