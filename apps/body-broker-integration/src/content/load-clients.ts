import type { ContentFolder, ContentNode } from '@bodybroker/service-kit';
import type { Client, Clients, DemandTemplate } from '../domain/client.js';
import { GRADES } from '../domain/grade.js';
import type { PartTypes } from '../domain/part-type.js';

const MAX_PRICE_FACTOR = 5;

/**
 * Reads clients.json: who orders parts, and what of.
 * @throws ContentError naming file, path and the rule that is broken
 */
export function loadClients(content: ContentFolder, partTypes: PartTypes): Clients {
  const file = 'clients.json';
  const root = content.node(file);
  const clients = new Map([...root.byId((node) => ({ id: node.at('npcId').id(), ...toClient(node, partTypes) }))]);
  const templateIds = [...clients.values()].flatMap(({ templates }) => templates.map(({ id }) => id));
  const twice = templateIds.find((id, index) => templateIds.indexOf(id) !== index);
  if (twice !== undefined) root.fail(`has the template ${twice} twice`);
  return clients;
}

function toClient(node: ContentNode, partTypes: PartTypes): Client {
  const templates = node.at('templates').items();
  if (templates.length === 0) node.at('templates').fail('must not be empty');
  return {
    npcId: node.at('npcId').id(),
    faction: node.at('faction').id(),
    regionId: node.at('regionId').id(),
    purse: node.at('purse').whole(1, 1_000_000),
    allowance: node.at('allowance').whole(0, 100_000),
    impatience: node.at('impatience').whole(1, 50),
    templates: templates.map((template) => toTemplate(template, partTypes)),
  };
}

function toTemplate(node: ContentNode, partTypes: PartTypes): DemandTemplate {
  const partType = node.at('partType').id();
  if (!partTypes.has(partType)) node.at('partType').fail(`${partType} is not the id of a part type`);
  return {
    id: node.at('id').id(),
    partType,
    minGrade: node.at('minGrade').oneOf(GRADES),
    minFreshness: node.at('minFreshness').number(0, 100),
    count: node.at('count').bounds(1, 10),
    priceFactor: node.at('priceFactor').bounds(0.1, MAX_PRICE_FACTOR),
    deadlineHours: node.at('deadlineHours').bounds(6, 2000),
    pitch: node.at('pitch').text(500),
    weight: node.at('weight').number(0.1, 100),
  };
}
