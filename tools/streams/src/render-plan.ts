import type { TopologyStep } from '@bodybroker/nats-sdk';

const SIGN = { create: '+', update: '~', blocked: '!', extra: '?', unchanged: ' ' } as const;

/** A plan as text, a line a thing; what changes under it. */
export function renderPlan(plan: readonly TopologyStep[]): string {
  return plan
    .flatMap((step) => [
      `${SIGN[step.action]} ${step.action.padEnd(9)} ${step.subject.kind.padEnd(8)} ${step.subject.name}`,
      ...('changes' in step
        ? step.changes.map(
            ({ setting, from, to }) => `      ${setting}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`,
          )
        : []),
    ])
    .join('\n');
}
