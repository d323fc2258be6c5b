const PLURALS: Readonly<Record<string, string>> = { foot: 'feet', teeth: 'sets of teeth', blood: 'pints of blood' };
/** What cannot be counted. */
const STUFF: Readonly<Record<string, string>> = {
  teeth: 'a set of teeth',
  blood: 'a pint of blood',
  skin: 'a skin',
  hair: 'hair',
  marrow: 'marrow',
  fat: 'fat',
};

/** A number of parts in words, such as `an eye` or `2 hands`. */
export function nameParts(partType: string, count: number): string {
  if (count !== 1) return `${count} ${PLURALS[partType] ?? `${partType}s`}`;
  return STUFF[partType] ?? `${/^[aeiou]/.test(partType) ? 'an' : 'a'} ${partType}`;
}
