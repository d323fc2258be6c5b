/**
 * An estimate of a model's tokens: for English prose within a fifth of byte-pair encoders. Each run of letters costs one
 * token for its first six and one for each further four, each run of digits one per three, each other visible
 * character one, and characters outside the Latin script one each. Never exact.
 */
export function countTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(/[\p{Script=Latin}\p{M}'’]+|\p{N}+|[^\s\p{Script=Latin}\p{M}\p{N}]/gu)) {
    if (/^\p{N}/u.test(piece)) tokens += Math.ceil(piece.length / 3);
    else tokens += 1 + Math.ceil(Math.max(0, piece.length - 6) / 4);
  }
  return tokens;
}

/** What a chat costs before its reply: the texts, four tokens a message for its frame and three for the reply's. */
export function countPromptTokens(messages: readonly { readonly content: string }[]): number {
  return messages.reduce((sum, message) => sum + countTokens(message.content) + 4, 3);
}
