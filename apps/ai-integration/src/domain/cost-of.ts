/** Millionths of a US dollar for a million tokens. */
export interface TokenPrice {
  readonly inputMicros: number;
  readonly outputMicros: number;
}

/** What tokens cost, in millionths of a US dollar, rounded up. */
export function costOf(
  { promptTokens, completionTokens }: { readonly promptTokens: number; readonly completionTokens: number },
  { inputMicros, outputMicros }: TokenPrice,
): bigint {
  return BigInt(Math.ceil((promptTokens * inputMicros + completionTokens * outputMicros) / 1_000_000));
}
