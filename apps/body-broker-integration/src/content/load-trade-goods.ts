import type { ContentFolder, ContentNode } from '@bodybroker/service-kit';
import type { PartType } from '../domain/part-type.js';
import { PRESERVE_METHODS, type PreserveMethod } from '../domain/preserve-method.js';
import { BARE_HANDS, type Preserving, type Tool, type TradeGoods, type Trait } from '../domain/trade-goods.js';

/**
 * Reads part-types.json, tools.json, traits.json, preserving.json, items.json.
 * @throws ContentError naming file, path and the rule that is broken
 */
export function loadTradeGoods(content: ContentFolder): TradeGoods {
  const open = (file: string): ContentNode => content.node(file);
  const tools = open('tools.json').byId(toTool);
  if (!tools.has(BARE_HANDS)) open('tools.json').fail(`must have ${BARE_HANDS}`);
  const partTypes = open('part-types.json').byId((node) => toPartType(node, tools));
  const items = new Set([
    ...tools.keys(),
    ...open('items.json')
      .items()
      .map((node) => node.id()),
  ]);
  for (const id of partTypes.keys()) if (items.has(id)) open('items.json').fail(`${id} is a part type`);
  const traits = open('traits.json').byId((node) => toTrait(node, partTypes));
  return {
    partTypes,
    tools,
    traits: [...traits.values()],
    preserving: toPreserving(open('preserving.json')),
    items,
  };
}

function toTool(node: ContentNode): Tool {
  return {
    id: node.at('id').id(),
    name: node.at('name').text(500),
    quality: node.at('quality').number(0, 40),
    freshness: node.at('freshness').number(1, 100),
  };
}

function toPartType(node: ContentNode, tools: ReadonlyMap<string, Tool>): PartType {
  return {
    id: node.at('id').id(),
    name: node.at('name').text(500),
    description: node.at('description').text(1000),
    yieldPerBody: node.at('yieldPerBody').whole(1, 32),
    basePrice: node.at('basePrice').whole(1, 100_000),
    halfLifeHours: node.at('halfLifeHours').number(1, 10_000),
    difficulty: node.at('difficulty').number(0, 30),
    unfitTools: node
      .at('unfitTools')
      .items()
      .map((tool) => knownId(tool, tools, 'a tool')),
    contentTags: node
      .at('contentTags')
      .items()
      .map((tag) => tag.id()),
  };
}

function toTrait(node: ContentNode, partTypes: ReadonlyMap<string, PartType>): Trait {
  return {
    id: node.at('id').id(),
    partTypes: node
      .at('partTypes')
      .items()
      .map((type) => knownId(type, partTypes, 'a part type')),
    chance: node.at('chance').number(0, 1),
    price: node.at('price').number(0.1, 10),
  };
}

function toPreserving(node: ContentNode): TradeGoods['preserving'] {
  const entries = PRESERVE_METHODS.map((method): [PreserveMethod, Preserving] => [
    method,
    { decay: node.at(method).at('decay').number(0.01, 1), price: node.at(method).at('price').number(0.1, 2) },
  ]);
  return Object.fromEntries(entries) as Record<PreserveMethod, Preserving>;
}

function knownId(node: ContentNode, known: { has(id: string): boolean }, what: string): string {
  const id = node.id();
  return known.has(id) ? id : node.fail(`${id} is not the id of ${what}`);
}
