import { notFound } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { flagConditions } from '../domain/conditions.js';
import * as domain from '../domain/evaluate-flag.js';
import { toContext, toEvaluation } from '../mapping/to-flag.js';

export function evaluateFlag({ flags }: Deps): SettingsHandler<'evaluateFlag'> {
  return ({ key, context }) => {
    const flag = flags.records.get(key)?.value;
    if (flag === undefined) return Promise.reject(notFound('flag', key));
    return Promise.resolve(toEvaluation(domain.evaluateFlag(flag, toContext(context), flagConditions)));
  };
}
