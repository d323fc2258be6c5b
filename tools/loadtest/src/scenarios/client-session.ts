import type { Call } from '../client/call.js';
import type { Player } from '../players/player.js';
import { change, type Scenario } from './scenario.js';

const HEARTBEATS = 3;

/** A client opens a session (ten services answer at once), keeps it alive, and closes it. */
export function clientSession(weight: number): Scenario {
  const sessions = new WeakMap<Player, { readonly id: string; readonly beats: number }>();
  const callOf = (player: Player): Call => {
    const session = sessions.get(player);
    if (session === undefined) {
      const client = { build: '1.0.0', platform: 'loadtest', capabilities: [] };
      return {
        ...change('open session', '/v1/client-sessions', { client, deviceId: player.username, playerId: player.id }),
        onAnswer: ({ sessionId }) => sessions.set(player, { id: sessionId as string, beats: 0 }),
      };
    }
    const { id, beats } = session;
    if (beats === HEARTBEATS) {
      return {
        ...change('close session', `/v1/client-sessions/${id}:close`),
        onAnswer: () => sessions.delete(player),
      };
    }
    return {
      ...change('session heartbeat', `/v1/client-sessions/${id}:heartbeat`),
      onAnswer: () => sessions.set(player, { id, beats: beats + 1 }),
    };
  };
  return {
    name: 'client session',
    weight,
    order: 'one by one',
    next: (player) => ({ ...callOf(player), onFailure: () => sessions.delete(player) }),
  };
}
