import { CLOSED } from '../closed-places.js';
import type { Player } from '../player.js';
import type { Json } from '../rest-client.js';

/** Goes somewhere, looks around, and turns over what lies there; the second look finds nothing new. */
export async function explore(player: Player): Promise<void> {
  const { api, id, stage } = player;
  const { locations } = await api.get('/v1/worlds/main/locations?page_size=200');
  const open = (locations as Json[]).filter(({ id: place }) => !CLOSED.has(place as string));
  const place = open[Math.floor(stage.random() * open.length)]?.id as string;
  await player.walkTo(place);
  const view = await api.post(`/v1/players/${id}/locations/${place}:enter`);
  for (const scene of (view.scenes ?? []) as Json[]) {
    for (const prop of ((scene.props ?? []) as Json[]).slice(0, 2)) {
      const path = `/v1/players/${id}/scenes/${scene.id}/props/${prop.id}:inspect`;
      const first = await api.post(path).catch(() => undefined);
      if (first?.clue === undefined) continue;
      const again = await api.post(path);
      if (again.alreadySeen !== true) stage.diary.violated(`clue ${first.clue.clueId} was found twice by ${id}`);
    }
  }
  await api.get(`/v1/players/${id}/story`);
}
