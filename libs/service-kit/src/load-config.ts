import { readFileSync } from 'node:fs';
import { cleanEnv, type ValidatorSpec } from 'envalid';
import type { ConfigOf, ConfigSchema } from './config-schema.js';

/** Settings that cannot be used: each fault names its variable and what is wrong, never the value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`bad configuration:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** The environment variable of a setting: `tickMs` -> `BB_TICK_MS`. */
export function variableOf(key: string): string {
  return `BB_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/**
 * Reads the settings of a schema from an environment. An empty variable counts as absent.
 * @throws ConfigError with every fault found
 */
export function loadConfig<Schema extends ConfigSchema>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigOf<Schema> {
  const faults: string[] = [];
  const specs: Record<string, ValidatorSpec<unknown>> = {};
  const given: Record<string, string> = {};
  for (const [key, spec] of Object.entries(schema)) {
    const variable = variableOf(key);
    specs[variable] = spec;
    try {
      const value = valueOf(variable, environment);
      if (value !== undefined && value !== '') given[variable] = value;
    } catch (error) {
      faults.push(`${variable}_FILE cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
    }
  }
  const cleaned = cleanEnv(given, specs, {
    reporter: ({ errors }) => {
      for (const [variable, error] of Object.entries(errors)) {
        if (faults.some((fault) => fault.startsWith(`${variable}_FILE`))) continue;
        faults.push(
          `${variable}: ${given[variable] === undefined ? 'is missing' : ruleOf(error)}${hint(specs[variable])}`,
        );
      }
    },
  }) as Readonly<Record<string, unknown>>;
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.fromEntries(Object.keys(schema).map((key) => [key, cleaned[variableOf(key)]])) as ConfigOf<Schema>;
}

function valueOf(variable: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const file = environment[`${variable}_FILE`];
  if (environment[variable] !== undefined || file === undefined || file === '') return environment[variable];
  return readFileSync(file, 'utf8').trimEnd();
}

// envalid's messages quote the value, which may be a secret.
function ruleOf(error: Error | undefined): string {
  const message = error?.message ?? 'is not valid';
  return /"/.test(message) ? 'is not valid' : message;
}

function hint(spec: ValidatorSpec<unknown> | undefined): string {
  const parts = [spec?.choices === undefined ? undefined : `one of ${spec.choices.join(', ')}`, spec?.desc].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}
