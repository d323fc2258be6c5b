import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { Pool } from 'undici';
import type { Role } from './role.js';

/** What the gateway replaces: one service parses JSON and calls another over HTTP, which parses it again. */
export const httpHop: Role = {
  start: ({ port, upstreamUrl }) => {
    const pool = new Pool(upstreamUrl, { connections: 64 });
    const app = new Hono();
    app.post('/heal', async (context) => {
      const npc: unknown = await context.req.json();
      const answer = await pool.request({
        method: 'POST',
        path: '/heal',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(npc),
      });
      return context.json((await answer.body.json()) as object);
    });
    return new Promise((resolve) => {
      serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve());
    });
  },
};
