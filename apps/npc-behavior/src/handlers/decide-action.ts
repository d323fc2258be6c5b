import type { INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { DomainError, failedPrecondition } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { decide, type Decision } from '../domain/decide.js';
import { fromPercepts } from '../mapping/from-percepts.js';
import { askingPlayer } from '../mapping/owner-of.js';
import { toDecision } from '../mapping/to-decision.js';
import type { Person } from '../storage/person.js';
import { surroundingsIn } from '../workers/live-world.js';

/** What somebody does in view of what they notice, and why. */
export const decideAction =
  (deps: Deps): Handler<INpcBehaviorService, 'decideAction'> =>
  async ({ npcId, percepts: noticed, dryRun }, context) => {
    const { worldId } = context;
    if (!dryRun && askingPlayer(context) !== undefined)
      throw new DomainError('PERMISSION_DENIED', 'DRY_RUN_ONLY', 'players may only ask what would be done');
    await deps.settle(worldId);
    const ref = { worldId, npcId };
    const occasion = { percepts: fromPercepts(noticed) };
    const book = await deps.worlds.read(worldId);
    const think = ({ npc, state }: Person): Decision => {
      if (npc.isDead) throw failedPrecondition('NPC_DEAD', `${npc.name} decides nothing any more`);
      return decide(npc, state, { ...occasion, gms: book.clock.livedGms }, surroundingsIn(deps, book));
    };
    if (dryRun) return toDecision(npcId, think(await deps.roster.require(ref)));
    let decision: Decision | undefined;
    const person = await deps.roster.changeState(ref, (current) => {
      decision = think(current);
      return decision.isChanged ? decision.state : undefined;
    });
    return toDecision(npcId, decision ?? think(person));
  };
