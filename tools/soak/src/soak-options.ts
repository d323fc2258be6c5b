import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface SoakOptions {
  readonly url: string;
  readonly minutes: number;
  readonly players: number;
  /** Seconds between two kills; 0: none. */
  readonly killEverySeconds: number;
  /** The file in which `npm start` says what runs. */
  readonly stackFile: string;
  readonly adminUser: string;
  readonly adminPassword: string;
}

export const HELP = `npm run soak -- [options]      players who do everything at once, against a running stack (npm start)

  --minutes 10      how long they play
  --players 20      how many at once
  --kill-every 15   seconds between two kill -9 of a random service; 0: none (default 0)
  --url http://...  the gateway (default: that of the stack that runs in this checkout)
  --help            this text

Ends with 1 when an invariant was broken; the report says which.`;

/** @throws Error what is wrong with the command line, or that nothing runs */
export function parseSoakOptions(argv: readonly string[], environment: NodeJS.ProcessEnv): SoakOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      url: { type: 'string' },
      minutes: { type: 'string', default: '10' },
      players: { type: 'string', default: '20' },
      'kill-every': { type: 'string', default: '0' },
      stack: { type: 'string', default: '.data/stack.json' },
      secrets: { type: 'string', default: '.data/dev-secrets.json' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    url: values.url ?? urlOf(values.stack),
    minutes: positive('--minutes', values.minutes),
    players: positive('--players', values.players),
    killEverySeconds: Number(values['kill-every']),
    stackFile: values.stack,
    ...adminOf(environment, values.secrets),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${name} ${text}: must be a number above 0`);
  return value;
}

function urlOf(stackFile: string): string {
  try {
    return (JSON.parse(readFileSync(stackFile, 'utf8')) as { url: string }).url;
  } catch {
    throw new Error(`nothing runs here (no ${stackFile}): npm start first, or give --url`);
  }
}

function adminOf(
  environment: NodeJS.ProcessEnv,
  secretsFile: string,
): { readonly adminUser: string; readonly adminPassword: string } {
  const { BB_BOOTSTRAP_ADMIN_USER: adminUser, BB_BOOTSTRAP_ADMIN_PASSWORD: adminPassword } = environment;
  if (adminUser !== undefined && adminPassword !== undefined) return { adminUser, adminPassword };
  const secrets = JSON.parse(readFileSync(secretsFile, 'utf8')) as { adminUser: string; adminPassword: string };
  return { adminUser: secrets.adminUser, adminPassword: secrets.adminPassword };
}
