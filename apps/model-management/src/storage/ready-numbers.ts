import { isDomainError } from '@bodybroker/domain';
import type { Rollout } from '../domain/rollout.js';
import type { Registry } from './registry.js';

/** Those versions of a rollout that are READY now. */
export async function readyNumbers(
  registry: Registry,
  { name, deployments }: Pick<Rollout, 'name' | 'deployments'>,
): Promise<ReadonlySet<number>> {
  const numbers = [...new Set(deployments.map(({ number }) => number))];
  const ready = await Promise.all(numbers.map((number) => isReady(registry, name, number)));
  return new Set(numbers.filter((_, index) => ready[index] === true));
}

async function isReady(registry: Registry, name: string, number: number): Promise<boolean> {
  try {
    return (await registry.version(name, number)).value.status === 'READY';
  } catch (error) {
    if (isDomainError(error) && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}
