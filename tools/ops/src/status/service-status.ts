import type { Bus } from '@bodybroker/nats-sdk';
import { gatherAnswers } from '../connections/gather-answers.js';
import { down, warning, type Problem } from './problem.js';

const NANOS_PER_MS = 1e6;

/** All instances of one service together. */
export interface ServiceStatus {
  readonly name: string;
  readonly instances: readonly string[];
  readonly versions: readonly string[];
  readonly requests: number;
  readonly errors: number;
  /** Mean time in handlers since they started, in milliseconds. */
  readonly meanMs: number;
  readonly slowestMethod: string;
  readonly lastError: string;
}

interface Identity {
  readonly name: string;
  readonly id: string;
  readonly version: string;
}

interface EndpointStats {
  readonly name: string;
  readonly num_requests: number;
  readonly num_errors: number;
  readonly last_error?: string;
  readonly processing_time: number;
  readonly average_processing_time?: number;
}

interface StatsAnswer extends Identity {
  readonly endpoints?: readonly EndpointStats[];
}

/** Asks all instances by the NATS micro protocol. */
export async function readServices(bus: Bus, signal: AbortSignal): Promise<ServiceStatus[]> {
  const [pings, stats] = await Promise.all([
    gatherAnswers<Identity>(bus, '$SRV.PING', { signal }),
    gatherAnswers<StatsAnswer>(bus, '$SRV.STATS', { signal }),
  ]);
  const counted = new Map(stats.map((answer) => [answer.id, answer] as const));
  const instances = new Map(
    [...pings, ...stats].map((answer): [string, StatsAnswer] => [answer.id, counted.get(answer.id) ?? answer]),
  );
  const byName = Map.groupBy(instances.values(), ({ name }) => name);
  return [...byName].map(([name, answers]) => summarise(name, answers)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function summarise(name: string, answers: readonly StatsAnswer[]): ServiceStatus {
  const endpoints = answers.flatMap(({ endpoints: each = [] }) => each);
  const requests = sum(endpoints, (each) => each.num_requests);
  const nanos = sum(endpoints, (each) => each.processing_time);
  const slowest = endpoints.reduce<EndpointStats | undefined>(
    (worst, each) => ((each.average_processing_time ?? 0) > (worst?.average_processing_time ?? 0) ? each : worst),
    undefined,
  );
  return {
    name,
    instances: answers.map(({ id }) => id).sort(),
    versions: [...new Set(answers.map(({ version }) => version))].sort(),
    requests,
    errors: sum(endpoints, (each) => each.num_errors),
    meanMs: requests === 0 ? 0 : nanos / requests / NANOS_PER_MS,
    slowestMethod: slowest?.name ?? '',
    lastError: endpoints.find(({ last_error: text = '' }) => text !== '')?.last_error ?? '',
  };
}

/** @param expected services that should be there: those that ever announced a contract */
export function serviceProblems(services: readonly ServiceStatus[], expected: readonly string[]): Problem[] {
  const there = new Set(services.map(({ name }) => name));
  return [
    ...expected.filter((name) => !there.has(name)).map((name) => down(`${name}: no instance answers`)),
    ...services
      .filter(({ versions }) => versions.length > 1)
      .map(({ name, versions }) => warning(`${name}: versions ${versions.join(' and ')} side by side`)),
  ];
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
