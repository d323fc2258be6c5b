import { NarrationStyle, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { fitLines } from '../domain/fit-lines.js';
import { STYLES } from '../domain/retell.js';
import { requireOwnRun } from '../mapping/require-own-run.js';

/** Tells what a run told last anew, in a style. */
export const narrateBeat = ({ stories, tastes, narrator }: Deps): Handler<IStoryTellerService, 'narrateBeat'> =>
  async function* ({ beatRunId, style }, context) {
    const { playerId } = requireOwnRun(beatRunId, context);
    const wanted = style === NarrationStyle.UNSPECIFIED ? NarrationStyle.PLAIN : style;
    const name = enumName(NarrationStyle, wanted, STYLES, 'style');
    const [{ value: run }, taste] = await Promise.all([stories.run(beatRunId), tastes.of(playerId)]);
    const paragraphs = fitLines(run.lines, taste.without)
      .map(({ text }) => text)
      .filter((text) => text !== '');
    yield* narrator.narrate({ id: `${beatRunId}:${run.turn}`, playerId, taste, paragraphs }, name);
  };
