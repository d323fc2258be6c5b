/** The words common passwords are made of, as content/common-passwords.json keeps them. */
export interface PasswordWords {
  /** Keyboard walks, words of affection, names, sports, games, seasons, words for "let me in". */
  readonly stems: readonly string[];
  /** What people add to them. */
  readonly endings: readonly string[];
  /** Common passwords that follow no pattern. */
  readonly others: readonly string[];
}

/** The same passwords in all their usual forms: each stem alone, doubled and with each ending. Lower case, ten characters and more. */
export function commonPasswords({ stems, endings, others }: PasswordWords): ReadonlySet<string> {
  const patterned = stems.flatMap((stem) => [stem, stem + stem, ...endings.map((ending) => stem + ending)]);
  return new Set([...patterned, ...others].map((text) => text.toLowerCase()).filter((text) => text.length >= 10));
}

/** @throws TypeError when the content is not of that form */
export function parsePasswordWords(content: unknown): PasswordWords {
  const { stems, endings, others } = (content ?? {}) as Partial<Record<keyof PasswordWords, unknown>>;
  if (isTexts(stems) && isTexts(endings) && isTexts(others)) return { stems, endings, others };
  throw new TypeError('common-passwords.json needs the lists stems, endings and others');
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
