import { CreateVersionRequest, ModelVersion } from '@bodybroker/contracts-model-management';
import { markReplay, receiptIfKeyed } from '@bodybroker/service-kit';
import type { Deps, ModelHandler } from '../deps.js';
import { registerVersion } from '../domain/model-version.js';
import { toModelVersion } from '../mapping/to-model-version.js';
import { toVersionDraft } from '../mapping/to-version-draft.js';

/** Makes the next version of a model; with an idempotency key, once. */
export const createVersion =
  ({ registry, receipts, clock }: Deps): ModelHandler<'createVersion'> =>
  async (request, context) => {
    const draft = toVersionDraft(request);
    const make = async (): Promise<ModelVersion> => {
      const created = await registry.createVersion(request.name, (model, number) =>
        registerVersion(model, number, draft, clock.now()),
      );
      return toModelVersion(created, context.actor);
    };
    const receipt = receiptIfKeyed(context, CreateVersionRequest.toBinary(request));
    if (receipt === undefined) return make();
    const { status, response } = await receipts.once(receipt, async () => ModelVersion.toBinary(await make()));
    if (status === 'replayed') markReplay(context);
    return ModelVersion.fromBinary(response);
  };
