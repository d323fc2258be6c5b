import { createHash } from 'node:crypto';
import type {
  GenerateSceneRequest,
  IEnvironmentalNarrativeService,
} from '@bodybroker/contracts-environmental-narrative';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkScene } from '../domain/check-scene.js';
import { deriveScene } from '../domain/derive-scene.js';
import { incidentOf, simulateIncident } from '../domain/simulate-incident.js';
import { toScene } from '../mapping/scene-message.js';
import { toIncident } from '../mapping/to-incident.js';

/** Plays an incident through, and keeps it and, as a draft, the scene of what it left. The same order keeps nothing new. */
export const generateScene =
  (deps: Deps): Handler<IEnvironmentalNarrativeService, 'generateScene'> =>
  async (request, context) => {
    const { worldSeed, templates, catalogue, conditions, surroundings } = deps;
    const { locationId, severity, seed } = request;
    const template = templates.template(request.incidentTemplate);
    const { name: place } = await surroundings.place(context.worldId, locationId);
    const id = generatedId(request);
    const played = simulateIncident({ worldSeed, locationId, template, cast: templates.cast, seed, severity });
    const incident = incidentOf(played, template, place);
    const { title } = incident;
    const text = deriveScene(played, template, { sceneId: id, incidentId: id, locationId, place, severity, title });
    checkScene(text, conditions);
    const known = await catalogue.find(id);
    if (known === undefined) await catalogue.putIncident(id, incident);
    return { scene: toScene(known ?? (await catalogue.put(id, text))), incident: toIncident(id, incident) };
  };

function generatedId({ locationId, incidentTemplate, seed, severity }: GenerateSceneRequest): string {
  const order = [locationId, incidentTemplate, seed, severity].join('|');
  return `gen-${incidentTemplate.slice(0, 24)}-${createHash('sha256').update(order).digest('hex').slice(0, 16)}`;
}
