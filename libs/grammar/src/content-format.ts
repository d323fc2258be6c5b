/**
 * One rule of a symbol. A bare string is a rule with only a text.
 *
 * `text` is Tracery's syntax without actions: `#symbol#` or `#symbol.modifier#`; the characters `[`, `]` and `\` are refused.
 */
export interface RuleContent {
  readonly text: string;
  /**
   * `group:value` asks for a tag of the request: of each group named, at least one value must be asked for.
   * A bare tag (`gore`, `phobia.needles`) is a content notice: the rule is dropped where the request is `without` it
   * or without a dotted parent of it (`phobia`).
   */
  readonly tags?: readonly string[];
  /** CEL over {@link GRAMMAR_VARIABLES}. */
  readonly when?: string;
  /** 1..9, default 1. */
  readonly weight?: number;
  /** Inclusive bounds of the request's qualities; a quality that is not given fits no bound. */
  readonly quality?: Readonly<Record<string, { readonly min?: number; readonly max?: number }>>;
}

/**
 * The rules of one symbol. In the long form, `"plain": "fallback"` keeps its plain rules (no asked-for tags, condition,
 * bounds or optional slots) for the case that no other rule fits; in the short form they are mixed in.
 */
export type SymbolContent =
  | readonly (string | RuleContent)[]
  | { readonly plain?: 'mix' | 'fallback'; readonly rules: readonly (string | RuleContent)[] };

/** One content file. Rules for the same symbol from several files are put together in the order of pack ids. */
export interface PackContent {
  readonly id: string;
  /** Added to the tags of every rule of the pack. */
  readonly tags?: readonly string[];
  /**
   * Words the request may fill: name to default. With a `null` default the slot is optional: a rule that mentions it
   * fits only when it is given.
   */
  readonly slots?: Readonly<Record<string, string | null>>;
  readonly symbols: Readonly<Record<string, SymbolContent>>;
}

/** A parsed JSON file and the name errors call it by. */
export interface ContentFile {
  readonly name: string;
  readonly content: unknown;
}
