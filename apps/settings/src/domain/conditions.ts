import { createConditionCache } from '@bodybroker/conditions';

/** Rules over a flag's context. */
export const flagConditions = createConditionCache({ targeting_key: 'string', attributes: 'map' });

/** Rules over the other settings: `settings['ai.enabled']`. */
export const settingConditions = createConditionCache({ settings: 'map' });
