import { GenerationKind } from '@bodybroker/contracts-ai-integration';
import { Privacy, RoutePriority } from '@bodybroker/contracts-ai-router';
import { isRpcError } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import type { Conversation } from '../domain/conversation.js';
import type { Tastes } from './tastes.js';

/** Which models to ask, in order, and the decision they follow. */
export interface ChosenTargets {
  readonly targets: readonly string[];
  readonly decisionId: string;
}

/** The generator inside ai-integration, which sends nothing anywhere. */
const EMBEDDED: ChosenTargets = { targets: ['embedded'], decisionId: '' };
/** ai-integration's own default. */
const DEFAULT: ChosenTargets = { targets: [], decisionId: '' };
/** ai-integration tries no more. */
const MOST_TARGETS = 8;

/**
 * Asks the router who shall word the reply. Without it ai-integration chooses; but never a model that what is said may not be
 * sent to.
 */
export async function chooseTargets(
  { peers, logger, settings }: Deps,
  { conversationId, playerId }: Conversation,
  wanted: { readonly tastes: Tastes; readonly promptTokens: number; readonly maxTokens: number },
): Promise<ChosenTargets> {
  const { tastes, promptTokens, maxTokens } = wanted;
  if (!tastes.isAiEnabled) return EMBEDDED;
  try {
    const { decisionId, targets } = await peers.router.routeRequest(
      {
        kind: GenerationKind.DIALOGUE,
        promptTokensEstimate: promptTokens,
        maxOutputTokens: maxTokens,
        sessionKey: conversationId,
        playerId,
        priority: RoutePriority.NORMAL,
        privacy: tastes.isRemoteAllowed ? Privacy.ANY : Privacy.LOCAL_ONLY,
      },
      { timeoutMs: settings.peerMs, as: 'self' },
    );
    return { decisionId, targets: targets.slice(0, MOST_TARGETS).map(({ modelRef }) => modelRef) };
  } catch (error) {
    const isAway = !isRpcError(error) || error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED';
    logger.debug('a reply is not routed', { reason: isRpcError(error) ? error.reason : String(error) });
    return isAway && tastes.isRemoteAllowed ? DEFAULT : EMBEDDED;
  }
}
