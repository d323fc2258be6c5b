import { randomBytes } from 'node:crypto';
import { change, type Scenario } from './scenario.js';

/** Somebody new makes an account, which stays: only when asked for. */
export function signUp(weight: number): Scenario {
  let count = 0;
  return {
    name: 'sign up',
    weight,
    order: 'any order',
    next: (player) => {
      count += 1;
      const password = randomBytes(18).toString('base64url');
      // Named after one of ours, so that it is found with them.
      return {
        ...change('sign up', '/v1/auth:register', { username: `${player.username}-n${count}`, password }),
        token: 'none',
      };
    },
  };
}
