import { createHash } from 'node:crypto';

const FORM = /^cnv~([^~/\s]{1,64})~[a-f0-9]{20}$/;

/**
 * The id of the conversation that a start request begins: the same for a repeat of it. It tells the player, in whose shard
 * the conversation lies.
 */
export function conversationIdOf(playerId: string, ...request: readonly string[]): string {
  const hash = createHash('sha256')
    .update([playerId, ...request].join('\n'))
    .digest('hex')
    .slice(0, 20);
  return `cnv~${playerId}~${hash}`;
}

/** Whose conversation an id names; undefined when it is none. */
export function playerOfConversation(conversationId: string): string | undefined {
  return FORM.exec(conversationId)?.[1];
}
