import type { HttpTarget } from '../load/http-target.js';
import { npc } from '../messages.js';

const ANSWERED_WITHIN_MS = 2000;

/** Whether a path does what all do: it answers with the NPC it was sent, one point healthier. Sends what the load sends, once. */
export async function isHealedBy({ port, request }: HttpTarget): Promise<boolean> {
  const [head = '', body = ''] = request.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const [method = '', path = ''] = first.split(' ');
  const headers = lines.map((line) => line.split(': ') as [string, string]);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: headers.filter(([name]) => name !== 'host' && name !== 'content-length'),
    body,
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
  });
  const answer = (await response.json()) as { readonly npcId?: string; readonly health?: number };
  return response.status === 200 && answer.npcId === npc.npcId && answer.health === npc.health + 1;
}
