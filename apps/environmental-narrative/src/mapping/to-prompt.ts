import { GenerationKind, GenerationPrompt, MessageRole } from '@bodybroker/contracts-ai-integration';
import { clockFace } from '@bodybroker/domain';
import type { RenderedScene } from '../domain/render-scene.js';
import type { PlacedViewing } from '../storage/viewings.js';

const VOICE =
  'Tell the player what the place shows, in second person and present tense, in three to six short sentences: dry, exact, a little amused. Add nothing that the notes do not say.';
const MAX_TOKENS = 220;
const MAX_FACTS = 12;

/** What a scene is told from: its own text as notes, nothing that the player would rather not read. */
export function toPrompt(
  title: string,
  rendered: RenderedScene,
  { place, situation, unwanted }: PlacedViewing,
  options: { readonly seed: bigint; readonly targets: readonly string[]; readonly decisionId: string },
): GenerationPrompt {
  const { phase, hour } = clockFace(situation.gms);
  const weather = situation.weather.state.toLowerCase();
  const sentences = rendered.text.split(/(?<=[.?])\s+/).filter((text) => text !== '');
  return GenerationPrompt.create({
    kind: GenerationKind.NARRATION,
    messages: [
      { role: MessageRole.SYSTEM, content: VOICE },
      {
        role: MessageRole.USER,
        content: `Notes for "${title}", ${place.name}, ${phase.toLowerCase()}, ${weather}:\n${rendered.text}`,
      },
    ],
    context: {
      slots: { place: place.name, weather, hour: String(hour), phase: phase.toLowerCase() },
      tags: [`weather:${weather}`, `phase:${phase.toLowerCase()}`, ...(unwanted.has('gore') ? ['no-gore'] : [])],
      facts: sentences.slice(0, MAX_FACTS).map((text, index) => ({ id: `s${index + 1}`, text, weight: 1 })),
    },
    params: { maxTokens: MAX_TOKENS, seed: options.seed },
    targets: [...options.targets],
    decisionId: options.decisionId,
  });
}
