import { runService } from '@bodybroker/service-kit';
import { service } from './service.js';

await runService(service, import.meta.url);
