import type { Player } from '../player.js';

/** A client session with everything in it, then settings, which have to be there when asked again. */
export async function comeIn(player: Player): Promise<void> {
  const { api, id, deviceId, stage } = player;
  const session = await api.post('/v1/client-sessions', {
    client: { build: '1.0.0', platform: 'soak', capabilities: [] },
    deviceId,
    playerId: id,
  });
  player.sessionId = session.sessionId as string;
  const language = ['de', 'fr', 'pl'][Math.floor(stage.random() * 3)] ?? 'de';
  const changed = await api.patch(`/v1/players/${id}/settings`, { changes: { language, 'content.gore': 'REDUCED' } });
  stage.diary.saw(`settings of ${id}`, changed.version);
  const again = await api.get(`/v1/players/${id}/settings?keys=language`);
  stage.diary.saw(`settings of ${id}`, again.version);
  if (again.values?.[0]?.value !== language) stage.diary.violated(`the settings of ${id} were forgotten`);
}
