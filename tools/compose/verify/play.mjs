import assert from 'node:assert/strict';

const ANSWER_TIMEOUT_MS = 10_000;

/**
 * Registers, logs in and reads the time of the world, through the published port of the gateway.
 * @param {string} url
 * @returns {Promise<string>} the time
 */
export async function registerAndReadTime(url) {
  const person = { username: 'compose-walker', password: 'a-long-password-28' };
  await send(url, 'POST', '/v1/auth:register', { body: person });
  const { accessToken } = await send(url, 'POST', '/v1/auth:login', { body: person });
  assert.ok(accessToken, 'no access token in the answer to a login');
  const time = await send(url, 'GET', '/v1/worlds/main/time', { accessToken });
  assert.ok(time.time ?? time.worldTime ?? Object.keys(time).length > 0, 'an empty answer about the time');
  return JSON.stringify(time).slice(0, 60);
}

/**
 * @param {string} url
 * @param {string} method
 * @param {string} path
 * @param {{ body?: object, accessToken?: string }} options
 * @returns {Promise<any>}
 */
async function send(url, method, path, { body, accessToken }) {
  const answer = await fetch(url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, `${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}
