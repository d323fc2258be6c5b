import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Role } from './role.js';

interface Npc {
  health: number;
}

/** Bare Hono: parses an NPC, heals it, answers it. The ceiling of what HTTP and JSON allow here. */
export const httpEcho: Role = {
  start: ({ port }) => {
    const app = new Hono();
    app.post('/heal', async (context) => {
      const npc = await context.req.json<Npc>();
      npc.health += 1;
      return context.json(npc);
    });
    return new Promise((resolve) => {
      serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => resolve());
    });
  },
};
