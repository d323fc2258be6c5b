import type { Json } from '../client/call.js';
import type { GatewayClient } from '../client/gateway-client.js';
import { setupCall } from './setup-call.js';

/** What there is in the world that calls can be made about. */
export interface World {
  readonly id: string;
  readonly regionIds: readonly string[];
  readonly locationIds: readonly string[];
}

/** @throws SetupFailed @throws Error when the world is empty */
export async function readWorld(client: GatewayClient, token: string, signal: AbortSignal): Promise<World> {
  const id = 'main';
  const get = (path: string): Promise<Json> => setupCall(client, { method: 'GET', path, token }, signal);
  const { regions } = await get(`/v1/worlds/${id}/regions`);
  const { locations } = await get(`/v1/worlds/${id}/locations?page_size=200`);
  const world = { id, regionIds: idsOf(regions), locationIds: idsOf(locations) };
  if (world.regionIds.length === 0 || world.locationIds.length === 0) throw new Error(`world ${id} has no places`);
  return world;
}

const idsOf = (things: Json): readonly string[] => ((things ?? []) as Json[]).map(({ id }) => id as string);
