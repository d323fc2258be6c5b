import { join } from 'node:path';
import { ContentFolder } from '@bodybroker/service-kit';
import fc from 'fast-check';
import { loadTemplates } from '../content/load-templates.js';
import { checkImplications, cluesPerAnswer } from './check-solvable.js';
import { checkScene } from './check-scene.js';
import { deriveScene } from './derive-scene.js';
import { QUESTIONS } from './incident.js';
import { SceneConditions } from './scene-conditions.js';
import { incidentOf, simulateIncident } from './simulate-incident.js';

const templates = loadTemplates(new ContentFolder(join(__dirname, '../../content')));
const conditions = new SceneConditions();

function generate(templateId: string, seed: bigint, severity: number) {
  const template = templates.template(templateId);
  const order = { worldSeed: 'w', locationId: 'bone-gate', template, cast: templates.cast, seed, severity };
  const played = simulateIncident(order);
  const place = 'The Bone Gate';
  const incident = incidentOf(played, template, place);
  const derived = { sceneId: 's', incidentId: 'i', locationId: 'bone-gate', place, severity, title: incident.title };
  return { played, incident, scene: deriveScene(played, template, derived) };
}

describe('a generated scene', () => {
  const any = [
    fc.constantFrom(...templates.ids),
    fc.bigInt({ min: 0n, max: 10_000n }),
    fc.integer({ min: 1, max: 5 }),
  ] as const;

  it('can be shown and solved, whatever the seed, and leaves no word unfilled', () => {
    fc.assert(
      fc.property(...any, (templateId, seed, severity) => {
        const { incident, scene } = generate(templateId, seed, severity);
        checkScene(scene, conditions);
        checkImplications(incident, scene);
        const counts = cluesPerAnswer(incident, [scene]);
        for (const question of QUESTIONS) expect(counts[question]).toBeGreaterThanOrEqual(2);
        expect(JSON.stringify([scene, incident])).not.toMatch(/\{[a-z]+\}/);
      }),
    );
  });

  it('is the same for the same seed, and follows from what was done', () => {
    fc.assert(
      fc.property(...any, (templateId, seed, severity) => {
        const first = generate(templateId, seed, severity);
        expect(generate(templateId, seed, severity)).toEqual(first);
        const { played, incident, scene } = first;
        expect(played.culprit).not.toBe(played.victim);
        expect(incident.truth.who).toBe(played.culprit.id);
        for (const { implies } of scene.clues) {
          for (const question of QUESTIONS)
            expect(implies[question] ?? incident.truth[question]).toBe(incident.truth[question]);
        }
      }),
    );
  });

  it('tells more the worse it was', () => {
    const sizes = [1, 3, 5].map((severity) => generate('murder', 1n, severity).scene.props.length);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(generate('murder', 1n, 3).scene.props.length).toBeGreaterThanOrEqual(9);
  });
});
