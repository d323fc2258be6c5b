import { serve } from '@hono/node-server';

/** Serves a Hono app the way its documentation does. @param {import('hono').Hono} app @param {number} port */
export function serveHono(app, port) {
  return new Promise((resolve) => {
    serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, resolve);
  });
}
