import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Role } from './role.js';

/** As http-hop, with what Node has built in. */
export const fetchHop: Role = {
  start: ({ port, upstreamUrl }) => {
    const app = new Hono();
    app.post('/heal', async (context) => {
      const npc: unknown = await context.req.json();
      const answer = await fetch(`${upstreamUrl}/heal`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(npc),
      });
      return context.json((await answer.json()) as object);
    });
    return new Promise((resolve) => {
      serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve());
    });
  },
};
