/** Words too common to say what a text is about. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have he her him his how i if in into is it its ' +
    'know me my no not of on or our say she so tell than that the their them then there they this to us was we were what ' +
    'when where which who why will with would you your about anything something heard hear'
  ).split(' '),
);

/** The words of a text that carry meaning: small letters, without marks, accents and a plural or possessive s. */
export function termsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s?\b/gu, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !STOP_WORDS.has(word))
    .map((word) => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word));
}
