import { readFileSync } from 'node:fs';
import { createChanges } from '../aws/changes.js';
import { openAws } from '../aws/open-aws.js';
import { STACK_OPTIONS, stackNames } from '../aws/stack-options.js';
import type { Command } from '../cli/command.js';
import { CHANGE_OPTIONS, confirmed } from '../cli/confirmed.js';
import { EXIT } from '../cli/exit-codes.js';
import { UsageError } from '../cli/usage-error.js';
import { readSecret, writeSecret } from './service-secret.js';

export const setSecret: Command = {
  name: 'secret set',
  summary: "puts one setting into a service's secret and leaves the others; tasks read it when they start",
  takes: ['SERVICE', 'SETTING'],
  options: {
    from: {
      kind: 'text',
      value: 'FILE',
      about: 'file with the value, - for stdin: a value on the command line would be seen; needed',
    },
    ...STACK_OPTIONS,
    ...CHANGE_OPTIONS,
  },
  peers: ['aws'],
  run: async (call) => {
    const [service = '', setting = ''] = call.positionals;
    if (!/^BB_[A-Z0-9_]+$/.test(setting)) throw new UsageError(`${setting} is not a setting: BB_…`);
    const file = call.options.required('from');
    const value = readFileSync(file === '-' ? 0 : file, 'utf8').trimEnd();
    if (value === '') throw new UsageError(`${file} is empty`);
    const secret = stackNames(call.options).secret(service);
    const { secrets } = openAws(call.environment);
    const changes = createChanges(call.options.on('dry-run'), call.output);
    const current = await readSecret(secrets, secret, 'AWSCURRENT');
    const before = current?.settings[setting];
    if (before === value) {
      call.output.result({ secret, setting, outcome: 'unchanged' }, () => `${secret} has this ${setting} already`);
      return EXIT.ok;
    }
    if (before !== undefined && !changes.dryRun && !(await confirmed(call, `replace ${setting} in ${secret}?`))) {
      return EXIT.refused;
    }
    await writeSecret(secrets, changes, secret, { ...current?.settings, [setting]: value }, 'AWSCURRENT');
    call.output.result({ secret, setting, outcome: changes.dryRun ? 'planned' : 'set' }, () =>
      changes.dryRun ? 'dry run: nothing was changed' : `${secret} has a new ${setting}`,
    );
    return EXIT.ok;
  },
};
