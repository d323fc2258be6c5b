import { runService } from '@bodybroker/service-kit';
import { createAiService } from './service.js';

await runService(
  createAiService((name) => process.env[name]),
  import.meta.url,
);
