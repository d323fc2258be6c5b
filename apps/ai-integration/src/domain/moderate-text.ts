import { invalidArgument } from '@bodybroker/domain';
import {
  MODERATION_CATEGORIES,
  MODERATION_TERMS,
  type ModerationCategory,
  PERSONAL_DATA_PATTERNS,
} from './moderation-lists.js';

/** Which categories a policy looks for. `default` is what a text of ours may never have. */
export const MODERATION_POLICIES: Readonly<Record<string, readonly ModerationCategory[]>> = {
  default: ['HATE', 'SEXUAL', 'SELF_HARM', 'HARASSMENT', 'PERSONAL_DATA'],
  'no-gore': ['HATE', 'SEXUAL', 'SELF_HARM', 'HARASSMENT', 'PERSONAL_DATA', 'GORE'],
  strict: MODERATION_CATEGORIES,
};

export interface Moderation {
  readonly flagged: boolean;
  /** In the order of MODERATION_CATEGORIES, each once. */
  readonly categories: readonly ModerationCategory[];
  /** The text with every finding replaced by `***`; the same text when nothing was found. */
  readonly redactedText: string;
}

/**
 * Looks for listed words and for personal data. Letters are folded first, so that capitals, accents, full-width and
 * look-alike characters (0 for o, $ for s), zero-width characters and repeats of punctuation do not hide a word.
 *
 * @param policy a name of MODERATION_POLICIES; empty means `default`
 * @throws DomainError INVALID_ARGUMENT, reason UNKNOWN_POLICY
 */
export function moderateText(text: string, policy: string): Moderation {
  const name = policy === '' ? 'default' : policy;
  const wanted = Object.hasOwn(MODERATION_POLICIES, name) ? MODERATION_POLICIES[name] : undefined;
  if (wanted === undefined) throw invalidArgument('policy', 'is not a policy', 'UNKNOWN_POLICY', { policy });
  const found: { readonly start: number; readonly end: number; readonly category: ModerationCategory }[] = [];
  const folded = fold(text);
  for (const category of wanted) {
    const inFolded = category !== 'PERSONAL_DATA';
    for (const pattern of inFolded ? [TERM_PATTERNS[category]] : PERSONAL_DATA_PATTERNS)
      for (const match of (inFolded ? folded.text : text).matchAll(pattern)) {
        const last = match.index + match[0].length - 1;
        const start = inFolded ? (folded.starts[match.index] ?? 0) : match.index;
        const end = inFolded ? (folded.ends[last] ?? text.length) : last + 1;
        found.push({ start, end, category });
      }
  }
  const categories = MODERATION_CATEGORIES.filter((category) => found.some((finding) => finding.category === category));
  return { flagged: found.length > 0, categories, redactedText: redact(text, found) };
}

function redact(text: string, found: readonly { readonly start: number; readonly end: number }[]): string {
  let redacted = '';
  let at = 0;
  for (const { start, end } of found.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    if (end <= at) continue;
    // Findings that overlap are one.
    if (start >= at) redacted += `${text.slice(at, start)}***`;
    at = end;
  }
  return redacted + text.slice(at);
}

const LOOK_ALIKES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}) as Readonly<Record<string, string>>;

interface Folded {
  /** One UTF-16 unit for each character kept. */
  readonly text: string;
  /** Where each unit began and ended in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function fold(text: string): Folded {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const start = at;
    at += character.length;
    const plain = character
      .normalize('NFKD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .toLowerCase();
    for (const letter of plain) {
      if (letter.length > 1) continue;
      folded += LOOK_ALIKES[letter] ?? letter;
      starts.push(start);
      ends.push(at);
    }
  }
  return { text: folded, starts, ends };
}

const TERM_PATTERNS = Object.fromEntries(
  Object.entries(MODERATION_TERMS).map(([category, terms]) => [category, patternOf(terms)]),
) as Readonly<Record<Exclude<ModerationCategory, 'PERSONAL_DATA'>, RegExp>>;

function patternOf(terms: readonly string[]): RegExp {
  const each = terms.map((term) => term.replace(/\*/g, '\\p{L}{0,12}').replace(/ /g, '[^\\p{L}\\p{N}]{1,4}'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${each.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}
