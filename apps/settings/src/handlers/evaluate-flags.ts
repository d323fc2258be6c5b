import { notFound } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { flagConditions } from '../domain/conditions.js';
import { evaluateFlag } from '../domain/evaluate-flag.js';
import { toContext, toEvaluation } from '../mapping/to-flag.js';

export function evaluateFlags({ flags }: Deps): SettingsHandler<'evaluateFlags'> {
  return async ({ keys, context: message }) => {
    const context = toContext(message);
    const asked = keys.length === 0 ? [...flags.records.keys()].sort() : keys;
    return {
      evaluations: await Promise.all(
        asked.map((key) => {
          const flag = flags.records.get(key)?.value;
          if (flag === undefined) throw notFound('flag', key);
          return toEvaluation(evaluateFlag(flag, context, flagConditions));
        }),
      ),
    };
  };
}
