import { DomainError } from '@bodybroker/domain';
import type { QualityChange } from './beat.js';

/** A quality stays within these. */
export const QUALITY_LIMIT = 1_000_000;
const MAX_QUALITIES = 500;

type Qualities = Readonly<Record<string, number>>;

/** @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_QUALITIES */
export function withQuality(qualities: Qualities, { name, kind, amount }: QualityChange): Qualities {
  if (!Object.hasOwn(qualities, name) && Object.keys(qualities).length >= MAX_QUALITIES) {
    const rule = `a story has at most ${MAX_QUALITIES} qualities`;
    throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_QUALITIES', rule, { retryable: false });
  }
  const before = Object.hasOwn(qualities, name) ? (qualities[name] ?? 0) : 0;
  const value = kind === 'set' ? amount : before + amount;
  return { ...qualities, [name]: Math.min(QUALITY_LIMIT, Math.max(-QUALITY_LIMIT, value)) };
}
