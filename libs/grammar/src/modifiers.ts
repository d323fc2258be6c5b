/** What `#symbol.modifier#` may do to the expanded text. */
export const MODIFIERS: Readonly<Record<string, (text: string) => string>> = {
  /** The first letter large. */
  capitalize: (text) => text.charAt(0).toUpperCase() + text.slice(1),
  /** With its indefinite article, by spelling alone: "an eye", but also "an use". */
  a: (text) => `${/^[aeiou]/i.test(text) ? 'an' : 'a'} ${text}`,
  /** The regular plural. */
  s: (text) => {
    if (/(?:s|x|z|ch|sh)$/i.test(text)) return `${text}es`;
    return /[^aeiou]y$/i.test(text) ? `${text.slice(0, -1)}ies` : `${text}s`;
  },
  lower: (text) => text.charAt(0).toLowerCase() + text.slice(1),
};
