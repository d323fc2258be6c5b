import type { LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import type { SayFrame } from '@bodybroker/contracts-npc-behavior';
import { RpcError, type CallContext } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import type { ChosenTargets } from './choose-targets.js';
import { composePrompt } from './compose-prompt.js';
import type { PreparedReply } from './prepare-reply.js';
import { abandonTurn, closeTurn, settleTurn } from './settle-turn.js';

/** What was relayed so far. */
interface Relayed {
  text: string;
  streamId: string;
  lastSequence: bigint;
  /** `RELAYING` until the last word came, `SETTLING` while its effects are written, `OVER` when nothing is left to be done. */
  phase: 'RELAYING' | 'SETTLING' | 'OVER';
}

/** How long the last orders after a client that has left may take. */
const LAST_ORDERS_MS = 5000;

/**
 * Has a reply worded and relays its chunks as they come, then one outcome. A reply that breaks off after its first word ends with
 * a failure chunk and an outcome that is not completed.
 * @throws RpcError when no word came: UNAVAILABLE, or what the generator refused with; `details.turn` is the next turn
 */
export async function* relayReply(
  deps: Deps,
  prepared: PreparedReply,
  chosen: ChosenTargets,
  context: CallContext,
): AsyncGenerator<SayFrame> {
  const relayed: Relayed = { text: '', streamId: '', lastSequence: -1n, phase: 'RELAYING' };
  try {
    yield* relayChunks(
      deps,
      prepared,
      deps.peers.ai.generateStream({ prompt: composePrompt(prepared.plan, chosen) }, { as: 'self' }),
      relayed,
    );
  } catch (error) {
    if (context.signal.aborted || relayed.phase !== 'RELAYING') throw error;
    if (relayed.text === '') throw await unanswered(deps, prepared, relayed, error);
    yield chunkFrame(brokenOff(relayed));
    yield await abandoned(deps, prepared, relayed);
  } finally {
    if (relayed.phase !== 'OVER') await cleanUp(deps, prepared, relayed, context);
  }
}

async function* relayChunks(
  deps: Deps,
  prepared: PreparedReply,
  chunks: AsyncIterable<LlmStreamChunk>,
  relayed: Relayed,
): AsyncGenerator<SayFrame> {
  for await (const chunk of chunks) {
    relayed.streamId = chunk.streamId;
    relayed.lastSequence = chunk.sequence;
    switch (chunk.chunk.oneofKind) {
      case 'delta':
        relayed.text += chunk.chunk.delta.text;
        break;
      case 'done': {
        // First the effect, then the end: who has heard the whole reply finds it done.
        relayed.phase = 'SETTLING';
        const outcome = await settleTurn(deps, prepared, relayed.text);
        relayed.phase = 'OVER';
        yield chunkFrame(chunk);
        yield { frame: { oneofKind: 'outcome', outcome } };
        return;
      }
      case 'failure':
        yield chunkFrame(chunk);
        yield await abandoned(deps, prepared, relayed);
        return;
    }
    yield chunkFrame(chunk);
  }
  throw new RpcError('UNAVAILABLE', 'GENERATOR_LOST', 'the reply ended before it was done');
}

const chunkFrame = (chunk: LlmStreamChunk): SayFrame => ({ frame: { oneofKind: 'chunk', chunk } });

async function abandoned(deps: Deps, prepared: PreparedReply, relayed: Relayed): Promise<SayFrame> {
  relayed.phase = 'SETTLING';
  const outcome = await abandonTurn(deps, prepared, relayed.text);
  relayed.phase = 'OVER';
  return { frame: { oneofKind: 'outcome', outcome } };
}

/** The generator left in the middle of the reply: the chunk it should have ended with. */
function brokenOff({ streamId, lastSequence }: Relayed): LlmStreamChunk {
  const failure = { reason: 'GENERATOR_LOST', message: 'the reply broke off', partial: true };
  return { streamId, sequence: lastSequence + 1n, chunk: { oneofKind: 'failure', failure } };
}

/** Refusals a player can do something about are passed on; all else is that nobody is there to answer. */
const PASSED_ON = new Set(['UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'DEADLINE_EXCEEDED', 'FAILED_PRECONDITION']);

async function unanswered(deps: Deps, prepared: PreparedReply, relayed: Relayed, thrown: unknown): Promise<RpcError> {
  const { conversation } = prepared.plan;
  relayed.phase = 'SETTLING';
  await closeTurn(deps, conversation, { text: '', isPartial: true });
  relayed.phase = 'OVER';
  const error = RpcError.from(thrown);
  if (!PASSED_ON.has(error.code)) deps.logger.error('a reply was refused by its generator', { error });
  const isPassedOn = PASSED_ON.has(error.code);
  const [code, reason] = isPassedOn ? [error.code, error.reason] : (['UNAVAILABLE', 'GENERATOR_REFUSED'] as const);
  return new RpcError(code, reason, isPassedOn ? error.message : 'nobody can word a reply now', {
    details: { ...(isPassedOn ? error.details : {}), turn: String(conversation.turn) },
    retryable: isPassedOn ? error.retryable : true,
    retryAfterMs: error.retryAfterMs,
    cause: thrown,
  });
}

/** The player has left, or the turn could not be written down: nobody need word the rest. The turn is kept, with what was heard of it. */
async function cleanUp(deps: Deps, prepared: PreparedReply, relayed: Relayed, context: CallContext): Promise<void> {
  const { peers, logger } = deps;
  const signal = AbortSignal.timeout(LAST_ORDERS_MS);
  // The player's context ended with the player; these orders are the service's own.
  const own: CallContext = {
    ...context,
    actor: { kind: 'service', id: 'npc-behavior' },
    idempotencyKey: undefined,
    deadline: undefined,
    signal,
  };
  const cancelled =
    relayed.streamId === ''
      ? Promise.resolve()
      : peers.ai.cancelGeneration({ generationId: relayed.streamId }, { context: own, signal });
  const closed = closeTurn(deps, prepared.plan.conversation, { text: relayed.text, isPartial: true });
  for (const { status, reason } of (await Promise.allSettled([cancelled, closed])) as PromiseRejectedResult[])
    if (status === 'rejected')
      logger.warn('a talk that was left could not be cleared up', { error: reason as unknown });
}
