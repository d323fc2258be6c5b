import type { Player } from '../player.js';

/** An hour goes by for everybody. */
export async function passTime({ stage }: Player): Promise<void> {
  await stage.admin.post('/v1/worlds/main/time:advance', { byGms: '3600000' });
}
