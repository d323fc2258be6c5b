import { gateway } from './gateway.mjs';
import { jetstream } from './jetstream.mjs';
import { nats } from './nats.mjs';
import { objectives } from './objectives.mjs';
import { redis } from './redis.mjs';
import { services } from './services.mjs';

/** @type {readonly import('../../generate/dashboard.mjs').Dashboard[]} */
export const DASHBOARDS = [gateway, services, nats, jetstream, redis, objectives];
