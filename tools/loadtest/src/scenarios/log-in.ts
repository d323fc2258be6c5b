import type { Player } from '../players/player.js';
import { change, type Scenario } from './scenario.js';

/** A player logs in on another device and out again there. Passwords are hashed slowly on purpose, and that shows. */
export function logIn(weight: number): Scenario {
  const tokens = new WeakMap<Player, string>();
  return {
    name: 'log in',
    weight,
    order: 'one by one',
    next: (player) => {
      const token = tokens.get(player);
      if (token !== undefined) {
        tokens.delete(player);
        return { ...change('log out', '/v1/auth:logout'), token };
      }
      const { username, password } = player;
      return {
        ...change('log in', '/v1/auth:login', { username, password }),
        token: 'none',
        onAnswer: ({ accessToken }) => tokens.set(player, accessToken as string),
      };
    },
  };
}
