import { ConfigError } from '@bodybroker/service-kit';
import { runGateway } from './run-gateway.js';

try {
  const reason = await runGateway({
    environment: process.env,
    mainUrl: import.meta.url,
    now: () => Date.now(),
    random: () => Math.random(),
  });
  if (reason === 'connection closed') process.exitCode = 1;
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`gateway: ${error.message}\n`);
  // EX_CONFIG of sysexits.h.
  process.exitCode = 78;
}
