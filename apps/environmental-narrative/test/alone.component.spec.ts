import { startStory, type Rig } from './story-harness.js';

describe('environmental-narrative without the others', () => {
  let rig: Rig | undefined;

  afterEach(async () => {
    await rig?.stop();
  });

  it('shows scenes with world-state only: at the last hour heard of, and nothing that anybody might not want', async () => {
    rig = await startStory(['world']);
    rig.around.places.set('p1', 'gallows-cells');
    const { scenes } = await rig.player('p1').enterLocation({ playerId: 'p1', locationId: 'gallows-cells' });
    expect(scenes.map(({ layers }) => layers)).toEqual([['base']]);
    const chunks = [];
    for await (const { chunk } of rig.player('p1').narrateScene({ playerId: 'p1', sceneId: 'slates-in-the-corridor' }))
      chunks.push(chunk);
    expect(chunks).toMatchObject([{ delta: { text: scenes[0]?.renderedText } }, { done: { provider: 'scene' } }]);
  });

  it('is unavailable where nobody knows where the player is', async () => {
    rig = await startStory(['time']);
    const entering = rig.player('p1').enterLocation({ playerId: 'p1', locationId: 'tallow-rooms' });
    await expect(entering).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
