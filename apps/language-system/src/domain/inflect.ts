import type { Affix, Feature, Morphology } from './language.js';

/** Features that can stand together, inner first. */
export const COMBINATIONS: readonly (readonly Feature[])[] = [
  ['PLURAL'],
  ['PAST'],
  ['POSSESSIVE'],
  ['AGENT'],
  ['PLURAL', 'POSSESSIVE'],
  ['AGENT', 'PLURAL'],
  ['AGENT', 'POSSESSIVE'],
  ['AGENT', 'PLURAL', 'POSSESSIVE'],
];

/** A word with its features. */
export interface Inflection {
  readonly form: string;
  readonly features: readonly Feature[];
}

/** A stem with features; those whose affix is empty change nothing. */
export function inflect(stem: string, features: readonly Feature[], morphology: Morphology): string {
  return ordered(features).reduce((form, feature) => affixed(form, morphology[feature]), stem);
}

/** All changed forms of a stem that can be told from it. */
export function inflections(stem: string, morphology: Morphology): readonly Inflection[] {
  return COMBINATIONS.filter((features) => features.every((feature) => morphology[feature].text !== '')).map(
    (features) => ({ form: inflect(stem, features, morphology), features }),
  );
}

/** The stems a form may be made of, with what would have been done to them. */
export function strippings(form: string, morphology: Morphology): readonly Inflection[] {
  return COMBINATIONS.flatMap((features) => {
    const stem = features.toReversed().reduce<string | undefined>((rest, feature) => {
      const { text, position } = morphology[feature];
      if (rest === undefined || text === '' || rest.length <= text.length) return undefined;
      if (position === 'PREFIX') return rest.startsWith(text) ? rest.slice(text.length) : undefined;
      return rest.endsWith(text) ? rest.slice(0, -text.length) : undefined;
    }, form);
    return stem === undefined ? [] : [{ form: stem, features }];
  });
}

function affixed(form: string, { position, text }: Affix): string {
  return position === 'PREFIX' ? text + form : form + text;
}

const ORDER: readonly Feature[] = ['AGENT', 'PAST', 'PLURAL', 'POSSESSIVE'];

function ordered(features: readonly Feature[]): readonly Feature[] {
  return ORDER.filter((feature) => features.includes(feature));
}
