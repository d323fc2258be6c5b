import { createServer } from 'node:http';
import type { Role } from './role.js';

/** Takes what an OpenTelemetry collector takes, and forgets it. */
export const otlpSink: Role = {
  start: ({ port }) => {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
    });
    return new Promise((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  },
};
