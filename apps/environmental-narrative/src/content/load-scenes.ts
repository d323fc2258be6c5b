import { ContentNode, type ContentFolder } from '@bodybroker/service-kit';
import { checkScene } from '../domain/check-scene.js';
import { checkImplications, checkSolvable } from '../domain/check-solvable.js';
import type { Incident } from '../domain/incident.js';
import type { SceneText } from '../domain/scene.js';
import type { SceneConditions } from '../domain/scene-conditions.js';
import { readIncident, readScene } from './read-scene.js';

/** The scenes and incidents that ship with the service, by id. */
export interface ShippedScenes {
  readonly scenes: ReadonlyMap<string, SceneText>;
  readonly incidents: ReadonlyMap<string, Incident>;
}

/**
 * Reads content/incidents/*.json and content/scenes/*.json, each an object by id, and checks that every scene can be shown to
 * everybody and every incident be solved.
 * @throws ContentError naming file, path and rule
 */
export function loadScenes(content: ContentFolder, conditions: SceneConditions): ShippedScenes {
  const incidentNodes = byId(content, 'incidents');
  const incidents = new Map([...incidentNodes].map(([id, node]) => [id, readIncident(node)]));
  const sceneNodes = byId(content, 'scenes');
  const scenes = new Map([...sceneNodes].map(([id, node]) => [id, checkedScene(node, incidents, conditions)]));
  checkClueIds(scenes, sceneNodes);
  for (const [id, incident] of incidents) {
    const told = [...scenes.values()].filter(({ incidentId }) => incidentId === id);
    inNode(incidentNodes.get(id), () => checkSolvable(id, incident, told));
  }
  return { scenes, incidents };
}

function checkedScene(
  node: ContentNode,
  incidents: ReadonlyMap<string, Incident>,
  conditions: SceneConditions,
): SceneText {
  const scene = readScene(node);
  inNode(node, () => checkScene(scene, conditions));
  if (scene.incidentId === '') return scene;
  const incident = incidents.get(scene.incidentId);
  if (incident === undefined) return node.at('incident').fail('names no incident');
  inNode(node, () => checkImplications(incident, scene));
  return scene;
}

function checkClueIds(scenes: ReadonlyMap<string, SceneText>, nodes: ReadonlyMap<string, ContentNode>): void {
  const owners = new Map<string, string>();
  for (const [id, { clues }] of scenes) {
    for (const clue of clues) {
      const owner = owners.get(clue.id);
      if (owner !== undefined) nodes.get(id)?.fail(`has the clue ${clue.id}, which ${owner} has`);
      owners.set(clue.id, id);
    }
  }
}

function byId(content: ContentFolder, folder: string): Map<string, ContentNode> {
  const all = new Map<string, ContentNode>();
  for (const { file, json } of content.all(folder)) {
    for (const [id, node] of new ContentNode(file, json).entries()) {
      if (!/^[a-z0-9][a-z0-9_.-]{0,63}$/.test(id)) node.fail('has a key that is no id');
      if (all.has(id)) node.fail('has an id that another file has');
      all.set(id, node);
    }
  }
  return all;
}

/** What breaks a rule of the game is told with its place in the file. */
function inNode(node: ContentNode | undefined, check: () => void): void {
  try {
    check();
  } catch (error) {
    node?.fail(error instanceof Error ? error.message : 'cannot be used', error);
    throw error;
  }
}
