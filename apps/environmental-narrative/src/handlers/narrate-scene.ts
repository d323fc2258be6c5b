import { GenerationKind, type LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import { draw, failedPrecondition, hourAt } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { readerOf } from '../mapping/reader-of.js';
import { toPrompt } from '../mapping/to-prompt.js';
import { wholeText } from '../mapping/whole-text.js';

const PATIENCE = { timeoutMs: 800 };

/** Tells a scene the player is in in other words; in its own where no generator answers. */
export const narrateScene = (deps: Deps): Handler<IEnvironmentalNarrativeService, 'narrateScene'> =>
  async function* (request, context) {
    const { catalogue, surroundings, viewings, generator, router, logger, worldSeed } = deps;
    const reader = readerOf(request, context);
    const scene = await catalogue.scene(request.sceneId);
    const { locationId, title } = scene.value;
    const [here, viewing] = await Promise.all([
      surroundings.whereIs(reader),
      viewings.of(reader, locationId, [scene.value]),
    ]);
    if (here !== locationId) throw failedPrecondition('NOT_HERE', `the player is in ${here}`, { location_id: here });
    const rendered = viewings.render(scene.value, viewing);
    if (rendered === undefined) throw failedPrecondition('NOT_VISIBLE', 'this scene cannot be met now');
    const hour = hourAt(viewing.situation.gms);
    const seed =
      request.seed ?? BigInt(Math.floor(draw(worldSeed, 'narrate', reader.playerId, scene.id, hour) * 2 ** 32));
    let sent: LlmStreamChunk | undefined;
    try {
      const route = {
        kind: GenerationKind.NARRATION,
        playerId: reader.playerId,
        promptTokensEstimate: rendered.text.length >> 2,
      };
      const decision = await router.routeRequest(route, PATIENCE).catch(() => ({ targets: [], decisionId: '' }));
      const targets = decision.targets.map(({ modelRef }) => modelRef);
      const prompt = toPrompt(title, rendered, viewing, { seed, targets, decisionId: decision.decisionId });
      for await (const chunk of generator.generateStream({ prompt }, { signal: context.signal })) yield (sent = chunk);
    } catch (error) {
      if (sent !== undefined || context.signal.aborted) throw error;
      logger.warn('a scene is told in its own words', { error });
      yield* wholeText(context.requestId, rendered.text);
    }
  };
