import { HOUR } from './scripted-days.js';

const PHASES = ['DAWN', 'DAY', 'DUSK', 'NIGHT', 'WITCHING'] as const;

export interface SecondNameIds {
  readonly propId: string;
  readonly clueId: string;
  readonly documentId: string;
}

/** A scene with a clue, the beat that waits for it, and what the beat does: weather, a document, a quest, what somebody thinks. */
export function secondName(
  { propId, clueId, documentId }: SecondNameIds,
  { locationId, regionId }: { readonly locationId: string; readonly regionId: string },
) {
  const passage = (text: string) => ({ passages: [{ text }] });
  const scene = {
    locationId,
    title: 'A drawer left open',
    layers: [
      { kind: 'base', ...passage('One drawer of the four hundred is open.') },
      ...PHASES.map((phase) => ({
        kind: phase.toLowerCase(),
        condition: `time.phase == '${phase}'`,
        ...passage(`It is ${phase.toLowerCase()}.`),
      })),
      { kind: 'fog', condition: "weather.state == 'FOG'", ...passage('Fog has come in by the vents.') },
      { kind: 'rain', condition: "weather.state == 'RAIN'", ...passage('Rain runs down the niches.') },
    ],
    props: [
      {
        id: propId,
        name: 'The drawer',
        description: [{ text: 'Brass, numbered.' }],
        inspect: passage('Ash of two people, one label.'),
        clueId,
      },
    ],
    clues: [{ id: clueId, title: 'Two in one drawer', ...passage('Somebody was filed under another name.') }],
  };
  const document = {
    id: documentId,
    title: 'A second name',
    text: 'It was filed twice.',
    visibility: 'VISIBILITY_SECRET',
  };
  const beat = {
    title: 'The second name',
    kind: 'BEAT_KIND_REVELATION',
    conditions: [`'${clueId}' in clues`],
    once: true,
    text: 'Four hundred drawers, and one of them is yours.',
    effects: {
      qualities: [{ name: 'flow-names', delta: 3 }],
      weather: {
        regionId,
        state: 'WEATHER_STATE_BLOODRAIN',
        intensity: 1,
        durationGms: String(HOUR),
        priority: 90,
      },
      revealDocumentId: documentId,
      questDefinitionId: 'the-heir',
      relationships: [{ npcId: 'deacon-ruth', trust: -7 }],
    },
  };
  return { scene, document, beat };
}
