import { start } from './workers/start.js';

await start({
  environment: process.env,
  mainUrl: import.meta.url,
  now: () => Date.now(),
  random: () => Math.random(),
});
