import { HELP, parseSoakOptions } from './soak-options.js';
import { soak } from './soak.js';

// `npm run soak`: see HELP.
try {
  const options = parseSoakOptions(process.argv.slice(2), process.env);
  if (options === 'help') console.log(HELP);
  else {
    const start = performance.now();
    const diary = await soak(options, (line) => console.error(`  ${line}`));
    console.log(diary.report((performance.now() - start) / 1000));
    if (diary.violations.length > 0) process.exitCode = 1;
  }
} catch (error) {
  console.error(`soak: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
