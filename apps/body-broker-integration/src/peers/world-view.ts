import type { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { failedPrecondition, notFound } from '@bodybroker/domain';
import { isRpcError, type CallOptions, type Client } from '@bodybroker/nats-sdk';
import type { SourceKind } from '../domain/part.js';

type World = Pick<Client<WorldStateServiceClient>, 'getEntity' | 'getLocation' | 'getRegion'>;

/** A place in the city. */
export interface Ward {
  readonly regionId: string;
  /** The assize keeps guards there. */
  readonly isGuarded: boolean;
}

/** Where a body is. */
export interface SourcePlace extends Ward {
  readonly locationId: string;
}

const KINDS_OF_SOURCE: Readonly<Record<SourceKind, (entityKind: string) => boolean>> = {
  CORPSE: (kind) => kind === 'corpse',
  DONOR: (kind) => kind === 'donor',
  TRADE: (kind) => !['corpse', 'donor', 'player', 'npc'].includes(kind),
};

/** How long what stands still is remembered. */
const REMEMBERED_MS = 60_000;

/** What world-state knows of bodies and places. Nothing is cut while it does not answer: UNAVAILABLE comes through. */
export class WorldView {
  readonly #world: World;
  readonly #nowMs: () => number;
  readonly #wards = new Map<string, { readonly ward: Ward; readonly untilMs: number }>();

  constructor(world: World, nowMs: () => number) {
    this.#world = world;
    this.#nowMs = nowMs;
  }

  /** Where a body is. @throws DomainError NOT_FOUND SOURCE_NOT_FOUND; FAILED_PRECONDITION SOURCE_KIND */
  async source(worldId: string, kind: SourceKind, entityId: string): Promise<SourcePlace> {
    const entity = await this.#world.getEntity({ worldId, entityId }).catch((error: unknown) => {
      if (isRpcError(error) && error.code === 'NOT_FOUND') throw notFound('source', entityId);
      throw error;
    });
    if (!KINDS_OF_SOURCE[kind](entity.kind)) {
      const facts = { entity_id: entityId, entity_kind: entity.kind, source_kind: kind };
      throw failedPrecondition('SOURCE_KIND', `${entityId} is no ${kind}`, facts);
    }
    return { locationId: entity.locationId, ...(await this.#wardOf(worldId, entity.locationId)) };
  }

  /** Where a player is; a newcomer is where new players begin. Undefined: world-state does not know. */
  async locationOfPlayer(worldId: string, playerId: string): Promise<string | undefined> {
    const entity = await this.#world.getEntity({ worldId, entityId: playerId }).catch((error: unknown) => {
      if (isRpcError(error) && error.code === 'NOT_FOUND') return undefined;
      throw error;
    });
    return entity?.locationId;
  }

  /** The ward a player is in. */
  async wardOfPlayer(worldId: string, playerId: string, options: CallOptions = {}): Promise<Ward> {
    const { locationId } = await this.#world.getEntity({ worldId, entityId: playerId }, options);
    return this.#wardOf(worldId, locationId, options);
  }

  /** A ward by its id. */
  async ward(worldId: string, regionId: string, options: CallOptions = {}): Promise<Ward> {
    return this.#remember(`${worldId}/region/${regionId}`, async () => {
      const { guarded } = await this.#world.getRegion({ worldId, regionId }, options);
      return { regionId, isGuarded: guarded };
    });
  }

  #wardOf(worldId: string, locationId: string, options: CallOptions = {}): Promise<Ward> {
    return this.#remember(`${worldId}/location/${locationId}`, async () => {
      const { regionId } = await this.#world.getLocation({ worldId, locationId }, options);
      return this.ward(worldId, regionId, options);
    });
  }

  async #remember(key: string, ask: () => Promise<Ward>): Promise<Ward> {
    const known = this.#wards.get(key);
    if (known !== undefined && known.untilMs > this.#nowMs()) return known.ward;
    const ward = await ask();
    if (this.#wards.size >= MAX_REMEMBERED) this.#wards.clear();
    this.#wards.set(key, { ward, untilMs: this.#nowMs() + REMEMBERED_MS });
    return ward;
  }
}

const MAX_REMEMBERED = 1000;
