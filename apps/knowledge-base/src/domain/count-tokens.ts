/**
 * An estimate of a model's tokens, the same as ai-integration.CountTokens makes: each run of letters costs one for its first six
 * and one for each further four, each run of digits one per three, each other visible character one.
 */
export function countTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(/[\p{Script=Latin}\p{M}'’]+|\p{N}+|[^\s\p{Script=Latin}\p{M}\p{N}]/gu)) {
    if (/^\p{N}/u.test(piece)) tokens += Math.ceil(piece.length / 3);
    else tokens += 1 + Math.ceil(Math.max(0, piece.length - 6) / 4);
  }
  return tokens;
}
