import { TargetState } from '@bodybroker/contracts-ai-router';
import { failedPrecondition, notFound } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import type { Deps, RouterHandler } from '../deps.js';
import { toTargetMessage } from '../mapping/to-target-message.js';
import { standingsOf } from '../routing/standings.js';
import { NOTHING_SET } from '../storage/target-settings.js';

/** Sets a target aside or takes it back, and limits what it gets. */
export const setTargetState =
  (deps: Deps): RouterHandler<'setTargetState'> =>
  async ({ modelRef, state: wanted, rpmLimit, tpmLimit, expectedVersion }) => {
    const state = enumName(TargetState, wanted, ['ENABLED', 'DRAINED'], 'state');
    const target = (await deps.catalogue.current()).find((each) => each.modelRef === modelRef);
    if (target === undefined) throw notFound('target', modelRef);
    if (target.isEmbedded && (state === 'DRAINED' || (rpmLimit ?? 0) > 0 || (tpmLimit ?? 0n) > 0n)) {
      throw failedPrecondition('TARGET_ALWAYS_ON', 'the embedded target always takes what others do not');
    }
    await deps.targetSettings.write(modelRef, expectedVersion, ({ requestLimit, tokenLimit } = NOTHING_SET) => ({
      state,
      requestLimit: rpmLimit ?? requestLimit,
      tokenLimit: tpmLimit === undefined ? tokenLimit : Number(tpmLimit),
    }));
    const [standing] = await standingsOf(deps, [target]);
    if (standing === undefined) throw notFound('target', modelRef);
    return toTargetMessage(standing, deps.clock.now());
  };
