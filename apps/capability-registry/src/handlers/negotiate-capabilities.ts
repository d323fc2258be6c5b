import type { ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import { DomainError } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { isClientOf } from '../domain/may-register.js';
import { hasAny, negotiate } from '../domain/negotiate.js';
import { contractId } from '../mapping/contract-id.js';
import { toOffers } from '../mapping/to-offers.js';
import { requireRange } from '../mapping/to-requirements.js';
import { toCapability } from '../mapping/to-subject.js';

/** Agrees with a client on what both sides can do. */
export const negotiateCapabilities =
  (deps: Deps): Handler<ICapabilityRegistryService, 'negotiateCapabilities'> =>
  async ({ clientId, offered, wanted }, { actor }) => {
    const { definitions, subjects, versions } = deps;
    if (actor.kind === 'player' && !isClientOf(actor.id, clientId)) {
      throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', 'the client is not yours');
    }
    for (const { range } of wanted) requireRange(versions, range, 'wanted.range');
    const offers = toOffers(offered, deps);
    const names = new Set(offers.map(({ name }) => name));
    const lists = await Promise.all(
      (['SERVICE', 'PROVIDER', 'WORLD'] as const).map((kind) => subjects.live({ kind, capability: '' })),
    );
    const providers = lists.flat().map(({ subject }) => subject);
    const agreement = negotiate(
      offers,
      wanted,
      providers.filter((subject) => hasAny(subject, names)),
      { versions, mergeRulesOf: (name) => definitions.find(name)?.merge ?? {} },
    );
    return {
      agreed: agreement.agreed.map(toCapability),
      refused: agreement.refused.map((each) => ({ ...each })),
      contractId: contractId(clientId, agreement),
    };
  };
