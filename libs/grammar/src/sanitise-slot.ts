/** In UTF-16 code units; a fact may be longer than a word. */
export const MAX_SLOT_LENGTH = 200;
export const MAX_FACT_LENGTH = 600;

/**
 * Makes foreign text safe to be a rule: the characters of Tracery's syntax and control characters go, white space
 * becomes single spaces, and it is cut at `maxLength` (never inside a surrogate pair).
 */
export function sanitiseSlot(text: string, maxLength = MAX_SLOT_LENGTH): string {
  const clean = text
    .replace(/[#[\]\\]/g, '')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .trim();
  return clean
    .slice(0, maxLength)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trim();
}

/** A fact as a sentence: sanitised and ended with a full stop when it has no end. */
export function sanitiseFact(text: string): string {
  const clean = sanitiseSlot(text, MAX_FACT_LENGTH);
  return clean === '' || /[.!?…]["'”’)]*$/u.test(clean) ? clean : `${clean}.`;
}
