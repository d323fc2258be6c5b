import type { Flag as FlagMessage } from '@bodybroker/contracts-settings';
import { DomainError } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { flagConditions } from '../domain/conditions.js';
import { checkFlag } from '../domain/flag.js';
import { toFlag, toFlagMessage } from '../mapping/to-flag.js';
import { flagChanged } from '../publishers/flag-changed.js';

const MAX_FLAGS = 200;

export function setFlag({ flags, events, clock }: Deps): SettingsHandler<'setFlag'> {
  return async ({ flag: message, expectedVersion }) => {
    const flag = checkFlag(toFlag(message as FlagMessage));
    for (const { condition } of flag.rules) if (condition !== '') flagConditions.get(condition);
    if (!flags.records.has(flag.key) && flags.records.size >= MAX_FLAGS) {
      throw new DomainError('RESOURCE_EXHAUSTED', 'TOO_MANY_FLAGS', `there are ${MAX_FLAGS} flags already`, {
        retryable: false,
      });
    }
    const record = await flags.write(flag.key, expectedVersion, () => flag);
    await events.publish(flagChanged(flag.key, record.version, clock));
    return toFlagMessage(record);
  };
}
