import type { IWorldStateService } from '@bodybroker/contracts-world-state';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { findPath as cheapestWay } from '../domain/find-path.js';
import { askingPlayer } from '../mapping/asking-player.js';
import { occasionOf } from '../mapping/occasion-of.js';

/** The cheapest way along exits that are open. */
export const findPath =
  (deps: Deps): Handler<IWorldStateService, 'findPath'> =>
  async (request, context) => {
    const { from, to } = request;
    const playerId = askingPlayer(request, context);
    const world = await deps.worlds.read(worldOf(request, context));
    const { model } = world;
    const unknown = [from, to].find((id) => model.get('location', id) === undefined);
    if (unknown !== undefined) throw notFound('location', unknown);
    const occasion = occasionOf(world, playerId, deps);
    const steps = cheapestWay(model, from, to, ({ condition }) => deps.conditions.holds(condition, model, occasion));
    return {
      steps: steps.map((step) => ({ ...step, travelGms: BigInt(step.travelGms) })),
      travelGms: BigInt(steps.reduce((total, step) => total + step.travelGms, 0)),
    };
  };
