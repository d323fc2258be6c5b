import { systemSleep } from '@bodybroker/domain';
import type { Bus } from '@bodybroker/nats-sdk';
import type { Worker } from '@bodybroker/service-kit';
import { valid } from 'semver';
import type { Deps } from '../deps.js';
import { register, renew } from '../domain/instance.js';
import { instanceTold } from '../publishers/instance-told.js';

/** Every NATS micro service answers here (ADR-32 of NATS). */
const PING = '$SRV.PING';
/** How long answers are waited for: ms. */
const ANSWERS_MS = 500;
/** Leases last so many rounds: an answer that comes late loses nobody their place. */
const LEASE_FACTOR = 1.5;

interface Answer {
  readonly service: string;
  readonly instanceId: string;
  readonly version: string;
}

/**
 * Asks who is there, again and again, and registers whoever answers: services need not know the router to be in its view. Instances that registered
 * themselves keep the longer lease.
 */
export function discoverInstances(deps: Deps, bus: Bus, discoverMs: number): Worker {
  return {
    name: 'discover-instances',
    run: async (signal) => {
      while (!signal.aborted) {
        for (const answer of await ask(bus, signal)) await take(deps, answer, Math.ceil(discoverMs * LEASE_FACTOR));
        await systemSleep(discoverMs, signal);
      }
    },
  };
}

async function ask(bus: Bus, signal: AbortSignal): Promise<readonly Answer[]> {
  if (bus.state !== 'connected') return [];
  const inbox = bus.newInbox();
  const answers: Answer[] = [];
  const subscription = bus.subscribe(inbox, ({ data }) => {
    const answer = readAnswer(data);
    if (answer !== undefined) answers.push(answer);
  });
  try {
    bus.publish(PING, new Uint8Array(), { reply: inbox });
    await systemSleep(ANSWERS_MS, signal);
  } finally {
    subscription.unsubscribe();
  }
  return answers;
}

async function take({ instances, clock }: Deps, answer: Answer, leaseMs: number): Promise<void> {
  const { service, instanceId, version } = answer;
  const instance = { service, instanceId, version, zone: '', capacity: 0, methods: [] };
  await instances.change(
    { service, instanceId },
    (current) => {
      const lease = Math.max(leaseMs, current?.leaseMs ?? 0);
      const known = register(current, { ...instance, ...(current?.instance ?? {}), version }, lease, clock.now());
      return renew(known, { load: known.load, inFlight: known.inFlight }, clock.now());
    },
    (before, after, entityVersion) => instanceTold(before, after, entityVersion, clock),
  );
}

function readAnswer(data: Uint8Array): Answer | undefined {
  try {
    const { name, id, version } = JSON.parse(Buffer.from(data).toString('utf8')) as Partial<Record<string, unknown>>;
    if (typeof name !== 'string' || typeof id !== 'string' || typeof version !== 'string') return undefined;
    return valid(version) === null ? undefined : { service: name, instanceId: id, version };
  } catch {
    // Not one of ours.
    return undefined;
  }
}
