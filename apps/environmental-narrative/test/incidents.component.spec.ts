import { ClueDiscovered, IncidentSolved } from '@bodybroker/contracts-environmental-narrative';
import { publishedEvents } from '@bodybroker/testing';
import { HOUR } from './fake-peers.js';
import { once, refused, startStory, startVisit, type Rig, type Visit } from './story-harness.js';

describe('environmental-narrative', () => {
  let rig: Rig;
  let visit: Visit;
  beforeEach(async () => {
    rig = await startStory();
    visit = startVisit(rig, 'p1');
  });
  afterEach(() => rig.stop());

  describe('incidents', () => {
    const solve = (answers: Record<string, string>, options = once()) =>
      visit.player.submitDeduction({ playerId: 'p1', incidentId: 'the-clerk-in-the-water', answers }, options);
    const truth = { who: 'anselm-pryde', how: 'held-under-in-a-bath', why: 'a-line-sold-twice', when: 'fourth-bell' };

    it('are solved by the right answers, better with clues, and told once', async () => {
      visit.go('drowned-stairs');
      await visit.inspect('seventeenth-step', 'dry-cuffs');
      const before = await visit.player.getCaseBoard({ playerId: 'p1', incidentId: 'the-clerk-in-the-water' });
      expect(before).toMatchObject({ conclusion: '', solved: {}, attempts: 0 });
      expect(before.openQuestions.map(({ key, options }) => [key, options.length])).toEqual([
        ['who', 4],
        ['how', 4],
        ['why', 4],
        ['when', 4],
      ]);
      const options = once();
      const solved = await solve(truth, options);
      expect(solved).toMatchObject({ solved: true, consistent: true, score: 25 + 25 + 15 + 15 });
      expect(solved.conclusion).toContain('Anselm Pryde');
      expect(await solve(truth, options)).toEqual(solved);
      const [told] = await publishedEvents(rig.harness.broker, IncidentSolved, 1);
      expect(told?.payload).toMatchObject({ incidentId: 'the-clerk-in-the-water', attempts: 1 });
      const after = await visit.player.getCaseBoard({ playerId: 'p1', incidentId: 'the-clerk-in-the-water' });
      expect(after).toMatchObject({ solved: truth, openQuestions: [] });
    });

    it('are closed for six hours by a wrong answer', async () => {
      visit.go('drowned-stairs');
      await visit.inspect('seventeenth-step', 'stopped-watch');
      const wrong = await solve({ ...truth, when: 'noon' });
      expect(wrong).toMatchObject({ solved: false, consistent: false, correct: { who: true, when: false } });
      expect(wrong.conclusion).toBeUndefined();
      await expect(solve(truth)).rejects.toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'CASE_LOCKED',
        details: expect.objectContaining({ until: String(18 * HOUR) }) as object,
      });
      rig.around.hour += 6;
      expect(await solve(truth)).toMatchObject({ solved: true });
    });

    it('refuse unknown questions, no answers, no key, and unknown incidents', async () => {
      await expect(solve({ where: 'x' })).rejects.toEqual(refused('UNKNOWN_QUESTION'));
      await expect(solve({})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await expect(
        visit.player.submitDeduction({ playerId: 'p1', incidentId: 'the-clerk-in-the-water', answers: truth }),
      ).rejects.toEqual(refused('IDEMPOTENCY_KEY_REQUIRED'));
      const unknown = visit.player.submitDeduction({ playerId: 'p1', incidentId: 'nothing', answers: truth }, once());
      await expect(unknown).rejects.toEqual(refused('INCIDENT_NOT_FOUND'));
    });

    it('are the same for the same seed, solvable, and published as such', async () => {
      for (const incidentTemplate of ['murder', 'theft', 'arson']) {
        const order = { locationId: 'bone-tenement', incidentTemplate, seed: 7n, severity: 1 };
        const first = await rig.admin.generateScene(order);
        expect(await rig.admin.generateScene(order)).toEqual(first);
        expect(await rig.admin.generateScene({ ...order, seed: 8n })).not.toEqual(first);
        const { scene, incident } = first;
        await rig.admin.publishScene({ sceneId: scene?.id ?? '' });
        const view = await visit.sceneAt('bone-tenement', scene?.id ?? '');
        expect(view.renderedText).not.toMatch(/[{}]/);
        expect(view.props).toHaveLength(8);
        const answers = incident?.truth ?? {};
        const deduced = await visit.player.submitDeduction(
          { playerId: 'p1', incidentId: incident?.id ?? '', answers },
          once(),
        );
        expect(deduced).toMatchObject({ solved: true });
        expect(deduced.conclusion).not.toMatch(/[{}]/);
      }
      const order = { locationId: 'bone-tenement', incidentTemplate: 'comedy', seed: 7n, severity: 1 };
      await expect(rig.admin.generateScene(order)).rejects.toEqual(refused('INCIDENT_TEMPLATE_NOT_FOUND'));
      await expect(rig.admin.generateScene({ ...order, severity: 6 })).rejects.toEqual(refused('INVALID_FIELD'));
    });

    it('are not published while an answer has one clue', async () => {
      const { scene } = await rig.admin.generateScene({
        locationId: 'bone-gate',
        incidentTemplate: 'theft',
        seed: 1n,
        severity: 1,
      });
      if (scene === undefined) throw new Error('no scene');
      await rig.admin.upsertScene({ scene: { ...scene, props: scene.props.slice(1) } });
      await expect(rig.admin.publishScene({ sceneId: scene.id })).rejects.toMatchObject({
        reason: 'UNSOLVABLE',
        details: expect.objectContaining({ question: 'who' }) as object,
      });
      await rig.admin.upsertScene({ scene });
      await rig.admin.publishScene({ sceneId: scene.id });
      await expect(rig.admin.upsertScene({ scene: { ...scene, clues: [], props: [] } })).rejects.toEqual(
        refused('UNSOLVABLE'),
      );
    });

    it('go cold with their last scene', async () => {
      const { scene, incident } = await rig.admin.generateScene({
        locationId: 'bone-gate',
        incidentTemplate: 'theft',
        seed: 2n,
        severity: 2,
      });
      await rig.admin.retireScene({ sceneId: scene?.id ?? '' });
      const incidentId = incident?.id ?? '';
      const deduction = visit.player.submitDeduction({ playerId: 'p1', incidentId, answers: { who: 'x' } }, once());
      await expect(deduction).rejects.toEqual(refused('CASE_COLD'));
    });

    it('may be helped by other services', async () => {
      const given = await rig.admin.discoverClue({ playerId: 'p1', clueId: 'fire.clock' });
      expect(given).toMatchObject({ new: true, incidentId: 'fire-in-chimney-row' });
      expect(await rig.admin.discoverClue({ playerId: 'p1', clueId: 'fire.clock' })).toMatchObject({ new: false });
      await publishedEvents(rig.harness.broker, ClueDiscovered, 1);
      await expect(rig.admin.discoverClue({ playerId: 'p1', clueId: 'no.clue' })).rejects.toEqual(
        refused('CLUE_NOT_FOUND'),
      );
      await expect(visit.player.discoverClue({ playerId: 'p1', clueId: 'fire.clock' })).rejects.toEqual(
        refused('ACCESS_DENIED'),
      );
    });
  });
});
