import { ProviderFailedError } from '../provider-failed-error.js';

/** Reads `{data: [{index, embedding}]}` in the order of the texts. @throws ProviderFailedError malformed */
export function readEmbeddings(json: string, count: number): readonly (readonly number[])[] {
  const vectors: (readonly number[])[] = [];
  for (const [place, entry] of entriesOf(json).entries()) {
    const { index = place, embedding } = entry as { readonly index?: unknown; readonly embedding?: unknown };
    if (!isVector(embedding) || !Number.isInteger(index)) throw malformed();
    vectors[Number(index)] = embedding;
  }
  const isComplete = vectors.length === count && Array.from(vectors).every((vector) => vector !== undefined);
  if (!isComplete) throw malformed();
  return vectors;
}

function entriesOf(json: string): readonly unknown[] {
  try {
    const { data } = JSON.parse(json) as { readonly data?: unknown };
    if (Array.isArray(data) && data.every((entry) => typeof entry === 'object' && entry !== null)) return data;
  } catch {
    // Told below, as everything else that is no such list.
  }
  throw malformed();
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => Number.isFinite(each));
}

function malformed(): ProviderFailedError {
  return new ProviderFailedError({ kind: 'malformed' });
}
