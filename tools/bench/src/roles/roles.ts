import { fetchHop } from './fetch-hop.js';
import { httpEcho } from './http-echo.js';
import { httpHop } from './http-hop.js';
import { httpLoad } from './http-load.js';
import { otlpSink } from './otlp-sink.js';
import { rawClient } from './raw-client.js';
import { rawResponder } from './raw-responder.js';
import type { Role } from './role.js';
import { sdkClient } from './sdk-client.js';
import { sdkService } from './sdk-service.js';

/** Every process the benchmark starts from its own bundle, by name. */
export const ROLES: Readonly<Record<string, Role>> = {
  'fetch-hop': fetchHop,
  'http-echo': httpEcho,
  'http-hop': httpHop,
  'http-load': httpLoad,
  'otlp-sink': otlpSink,
  'raw-client': rawClient,
  'raw-responder': rawResponder,
  'sdk-client': sdkClient,
  'sdk-service': sdkService,
};
