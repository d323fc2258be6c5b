import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costRows } from './cost-rows.mjs';

test('a method has one row: least, usual, most, and what the usual call asks; the costly ones first', () => {
  const call = (/** @type {string} */ method, /** @type {string[]} */ ...asked) => ({
    service: 'auth',
    method: `AuthService/${method}`,
    roundTrips: asked.length,
    asked,
  });
  const costs = [
    call('GetJwks'),
    call('Login', 'peek peek get', 'commit'),
    call('Login', 'peek'),
    call('Login', 'peek', 'get', 'commit'),
  ];
  assert.deepEqual(costRows(costs), [
    ['auth', 'Login', '3', '1', '2', '3', '2 peek, get | commit'],
    ['auth', 'GetJwks', '1', '0', '0', '0', ''],
  ]);
});
