import { sse, type Frame } from '../sse.js';

/** Stored events of one type, oldest first, as event-bus replays them. @param token an admin's */
export async function replay(
  url: string,
  token: string,
  stream: 'GAME_EVENTS' | 'NARRATIVE_EVENTS' | 'SYSTEM_EVENTS',
  filter: { readonly type: string; readonly playerId?: string },
): Promise<readonly Frame['data'][]> {
  const query = new URLSearchParams({
    'filter.subjectPattern': `${filter.type}.${filter.playerId ?? '*'}`,
    'from.from': 'START_FROM_ALL',
  });
  const found: Frame['data'][] = [];
  for await (const { event, data } of sse(`${url}/v1/event-streams/${stream}/events:replay?${query.toString()}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(10_000),
  })) {
    if (event === 'end') break;
    found.push(data);
  }
  return found;
}
