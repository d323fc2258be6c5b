import { runSetup } from './setup/run-setup.mjs';
import { SetupError } from './setup/setup-error.mjs';

// `npm run setup`: packages, Node 24, nats-server and redis-server, fetched where they are missing.
try {
  const tools = await runSetup((line) => console.log(`  ${line}`));
  console.log('Ready:');
  for (const [name, { file, version }] of Object.entries(tools)) {
    console.log(`  ${name.padEnd(12)} ${version.padEnd(8)} ${file}`);
  }
} catch (error) {
  console.error(error instanceof SetupError ? `setup: ${error.message}` : error);
  process.exitCode = 1;
}
