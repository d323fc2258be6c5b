/** Something people talk about: an id of the city and the words it goes by, in small letters. */
export interface Topic {
  readonly id: string;
  readonly names: readonly string[];
}

/** What a line is about. */
export interface FoundTopics {
  /** Ids first, then the words of the question; each once, ten at most. */
  readonly all: readonly string[];
  /** What it asks about in its own words; undefined when it does not say. */
  readonly phrase: string | undefined;
}

const MOST_TOPICS = 10;
const PHRASES = [
  /\b(?:tell me (?:more )?(?:about|of)|know (?:anything |something )?(?:about|of)|heard (?:anything )?(?:about|of)|(?:ask|asking|talk|speak|rumou?rs) about)\s+([^.?!,;:\n]{2,80})/i,
  /\b(?:what|who|where)(?:'s| is| are| was| were)\s+([^.?!,;:\n]{2,80})/i,
  /\babout\s+([^.?!,;:\n]{2,80})/i,
];
const PRONOUNS =
  /^(?:it|that|this|them|they|he|she|him|her|you|me|us|i|here|there|going on|up|wrong|yours?|the (?:time|matter))\b/i;

/** Finds what a line is about among what the city talks of. */
export class TopicFinder {
  /** By their first word, longest names first. */
  readonly #names = new Map<string, { readonly name: string; readonly id: string }[]>();

  readonly #titles: ReadonlyMap<string, string>;

  constructor(topics: readonly Topic[]) {
    this.#titles = new Map(topics.map(({ id, names }) => [id, names[0] ?? id]));
    for (const { id, names } of topics) {
      for (const name of names) {
        const first = name.split(' ')[0] ?? name;
        this.#names.set(first, [...(this.#names.get(first) ?? []), { name, id }]);
      }
    }
    for (const names of this.#names.values()) names.sort((a, b) => b.name.length - a.name.length);
  }

  /** What a topic is called; undefined for what nobody talks of. */
  nameOf(id: string): string | undefined {
    return this.#titles.get(id);
  }

  find(line: string): FoundTopics {
    const matches = this.#matches(line);
    const asked = phraseOf(line);
    const phrase = asked ?? matches[0]?.name;
    const ids = matches.map(({ id }) => id);
    const all = [...new Set([...ids, ...(asked === undefined ? [] : [asked.toLowerCase()])])];
    return { all: all.slice(0, MOST_TOPICS), phrase };
  }

  #matches(line: string): readonly { readonly name: string; readonly id: string }[] {
    const words =
      line
        .toLowerCase()
        .replace(/[‘’]/g, "'")
        .replace(/'s\b/g, '')
        .match(/[\p{L}\p{N}'-]+/gu) ?? [];
    const text = words.join(' ');
    const found: { readonly name: string; readonly id: string }[] = [];
    let from = 0;
    for (const word of words) {
      const rest = text.slice(from);
      const hit = [word, word.replace(/s$/, ''), word.replace(/es$/, '')]
        .flatMap((first) => this.#names.get(first) ?? [])
        .find(({ name }) => startsWithWords(rest, name));
      if (hit !== undefined) found.push(hit);
      from += word.length + 1;
    }
    return found;
  }
}

function startsWithWords(text: string, name: string): boolean {
  if (!text.startsWith(name)) return false;
  return /^(?:e?s)?(?: |$)/.test(text.slice(name.length));
}

function phraseOf(line: string): string | undefined {
  for (const pattern of PHRASES) {
    const phrase = pattern.exec(line)?.[1]?.trim().split(/\s+/).slice(0, 6).join(' ');
    if (phrase !== undefined && phrase.length > 1 && !PRONOUNS.test(phrase)) return phrase;
  }
  return undefined;
}
