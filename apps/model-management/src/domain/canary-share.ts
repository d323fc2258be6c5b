import { draw } from '@bodybroker/domain';

const WHOLE = 10_000;

/**
 * Whether a routing key is among a canary's. The same key always is or is not: its place is a hash over the deployment and the key, so
 * that another canary has other keys, and a wider share keeps those it had.
 */
export function isOnCanary(deploymentId: string, routingKey: string, basisPoints: number): boolean {
  return Math.floor(draw(deploymentId, routingKey) * WHOLE) < basisPoints;
}
