import { SceneStatus, type Scene } from '@bodybroker/contracts-environmental-narrative';

/** The least a scene has: a place, a layer and a box. */
export function plainScene(over: Partial<Scene> = {}): Scene {
  const passages = [{ text: 'A box.', contentTags: [] }];
  return {
    id: 'plain',
    locationId: 'tallow-rooms',
    title: 'Plain',
    condition: '',
    layers: [{ kind: 'base', condition: '', passages, contentTags: [] }],
    props: [
      {
        id: 'box',
        name: 'Box',
        description: passages,
        inspect: { passages, requiresTool: '', requiresSkill: '' },
        clueId: '',
        condition: '',
      },
    ],
    clues: [],
    incidentId: '',
    status: SceneStatus.UNSPECIFIED,
    publishedGms: 0n,
    version: 0n,
    ...over,
  };
}
