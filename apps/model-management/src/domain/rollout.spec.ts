import fc from 'fast-check';
import { DEPLOYMENT_STRATEGIES, type DeploymentStrategy } from './deployment.js';
import { HISTORY, deploy, deploymentIn, emptyRollout, promote, rollBack, type Rollout } from './rollout.js';

const facts = { reason: 'r', nowMs: 1 };

type Act =
  | { readonly act: 'deploy'; readonly number: number; readonly strategy: DeploymentStrategy }
  | { readonly act: 'promote'; readonly state: 'PENDING' | 'CANARY' }
  | { readonly act: 'rollBack' };

/** What is refused changes nothing. */
function apply(rollout: Rollout, act: Act, turn: number): Rollout {
  const id = `dep_${turn}`;
  try {
    switch (act.act) {
      case 'deploy':
        return deploy(rollout, {
          id,
          name: 'n',
          environment: 'e',
          number: act.number,
          strategy: act.strategy,
          canaryBasisPoints: 1,
          guard: undefined,
          reason: 'r',
          createdMs: 1,
        }).rollout;
      case 'promote':
        return promote(rollout, deploymentIn(rollout, act.state)?.id ?? 'none', facts).rollout;
      case 'rollBack':
        return rollBack(rollout, { id, isReady: () => true }, facts).rollout;
    }
  } catch {
    return rollout;
  }
}

const acts = fc.array(
  fc.oneof(
    fc.record({
      act: fc.constant('deploy' as const),
      number: fc.integer({ min: 1, max: 4 }),
      strategy: fc.constantFrom(...DEPLOYMENT_STRATEGIES),
    }),
    fc.record({ act: fc.constant('promote' as const), state: fc.constantFrom('PENDING' as const, 'CANARY' as const) }),
    fc.record({ act: fc.constant('rollBack' as const) }),
  ),
  { maxLength: 60 },
);

describe('a rollout', () => {
  it('has one deployment at most that is active, canary or shadow, whatever is done to it', () => {
    fc.assert(
      fc.property(acts, (all) => {
        let rollout = emptyRollout({ name: 'n', environment: 'e' });
        for (const [turn, act] of all.entries()) {
          const hadActive = deploymentIn(rollout, 'ACTIVE') !== undefined;
          rollout = apply(rollout, act, turn);
          for (const state of ['ACTIVE', 'CANARY', 'PENDING']) {
            expect(rollout.deployments.filter((each) => each.state === state).length).toBeLessThanOrEqual(1);
          }
          if (hadActive) expect(deploymentIn(rollout, 'ACTIVE')).toBeDefined();
          expect(rollout.deployments.length).toBeLessThanOrEqual(HISTORY);
          expect(new Set(rollout.deployments.map(({ id }) => id)).size).toBe(rollout.deployments.length);
        }
      }),
    );
  });

  it('goes back the way it came, each step once', () => {
    let rollout = emptyRollout({ name: 'n', environment: 'e' });
    for (const number of [1, 2, 3]) {
      rollout = apply(rollout, { act: 'deploy', number, strategy: 'ALL_AT_ONCE' }, number);
    }
    const numbers = [4, 5].map((turn) => {
      rollout = apply(rollout, { act: 'rollBack' }, turn);
      return deploymentIn(rollout, 'ACTIVE')?.number;
    });
    expect(numbers).toEqual([2, 1]);
    expect(() => rollBack(rollout, { id: 'x', isReady: () => true }, facts)).toThrow(
      expect.objectContaining({ reason: 'NOTHING_TO_ROLL_BACK' }),
    );
  });
});
