import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { scoreMemories } from '../domain/score-memories.js';
import { askingPlayer } from '../mapping/owner-of.js';
import { toScoredMemory } from '../mapping/to-memory.js';

const USUAL_LIMIT = 10;

/** What somebody remembers that fits a question; a player hears only what concerns them. */
export const recallMemories =
  (deps: Deps): Handler<INpcBehaviorService, 'recallMemories'> =>
  async ({ npcId, query, limit }, context) => {
    const { worldId } = context;
    await deps.settle(worldId);
    const ref = { worldId, npcId };
    const [, all] = await Promise.all([deps.roster.require(ref), deps.minds.memoriesOf(ref)]);
    const playerId = askingPlayer(context);
    const open = all.filter(({ subjectIds }) => playerId === undefined || subjectIds.includes(playerId));
    const scored = scoreMemories(open, deps.relevanceOf(open, query));
    return { memories: scored.slice(0, limit === 0 ? USUAL_LIMIT : limit).map(toScoredMemory) };
  };
