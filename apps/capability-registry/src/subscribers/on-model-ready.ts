import { VersionReady } from '@bodybroker/contracts-model-management';
import { isDomainError, type JsonObject } from '@bodybroker/domain';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { MAX_LEASE_MS } from '../domain/lease-limits.js';
import type { Capability } from '../domain/subject.js';
import type { Definitions } from '../storage/definitions.js';

/** A version of a model as an event tells of it; whoever serves it registers a later one. */
const FIRST_GENERATION = '0';
const VERSION = '1.0.0';

/**
 * Makes a model's new version known, for as long as a lease may last; by then who serves it has registered it. Capabilities that are
 * not defined here are left out.
 */
export const onModelReady = ({ subjects, definitions }: Deps): Subscriber =>
  subscriber({
    event: VersionReady,
    durable: 'capability-registry-models',
    filterSubject: 'sys.model.version_ready.*',
    handle: async ({ modelRef, capabilities: names, limits }) => {
      const attributes: JsonObject = {
        context_tokens: limits?.contextTokens ?? 0,
        max_output_tokens: limits?.maxOutputTokens ?? 0,
      };
      const capabilities = [...new Set(names)].flatMap((name) => toCapability(definitions, name, attributes));
      const order = { kind: 'MODEL', id: modelRef, generation: FIRST_GENERATION, leaseMs: MAX_LEASE_MS } as const;
      try {
        await subjects.register({ ...order, capabilities });
      } catch (error) {
        // Who serves it was faster.
        if (!isDomainError(error) || error.reason !== 'STALE_GENERATION') throw error;
      }
    },
  });

/** With the limits where the definition takes them. */
function toCapability(definitions: Definitions, name: string, limits: JsonObject): readonly Capability[] {
  if (definitions.find(name) === undefined) return [];
  for (const attributes of [limits, {}]) {
    if (fits(definitions, name, attributes)) return [{ name, version: VERSION, attributes }];
  }
  return [];
}

function fits(definitions: Definitions, name: string, attributes: JsonObject): boolean {
  try {
    definitions.checkAttributes(name, attributes);
    return true;
  } catch (error) {
    if (isDomainError(error) && error.reason === 'ATTRIBUTES') return false;
    throw error;
  }
}
