import { ModerationPolicy } from '@bodybroker/contracts-ai-integration';
import type { Deps } from '../deps.js';
import { analyseLine, type LineAnalysis } from '../domain/analyse-line.js';
import { orElse } from './or-else.js';

/** A line as it is taken: without what no game should hold, and what it means. */
export interface HeardLine {
  readonly text: string;
  readonly line: LineAnalysis;
}

/** Reads a player's line. */
export async function hearLine({ peers, logger, settings, words, topics }: Deps, said: string): Promise<HeardLine> {
  const ask = peers.ai.moderateText(
    { text: said, policy: ModerationPolicy.GAME },
    { timeoutMs: settings.peerMs, as: 'self' },
  );
  const moderation = await orElse(ask, undefined, { logger, what: 'moderation' });
  const text = moderation?.flagged === true ? moderation.redactedText : said;
  return { text, line: analyseLine(text, { words, topics }) };
}
