import type { ContentFolder, ContentNode } from '@bodybroker/service-kit';
import { City, SERVICES, type CityPlan, type Place } from '../domain/city.js';

const FILE = 'city.json';

/** Reads content/city.json: the wards with their neighbours, and what can be had where. @throws ContentError */
export function loadCity(content: ContentFolder): City {
  const root = content.node(FILE);
  const neighbours = toNeighbours(root.at('neighbours'));
  const seen = new Set<string>();
  const places = root
    .at('places')
    .items()
    .map((node): Place => {
      const id = node.at('id').text();
      if (seen.has(id)) node.fail(`has the id ${id} of another place`);
      seen.add(id);
      const regionId = node.at('regionId').oneOf(Object.keys(neighbours));
      const serves = node
        .at('serves')
        .items()
        .map((service) => service.oneOf(SERVICES));
      return { id, regionId, isIndoors: node.at('isIndoors').boolean(), serves };
    });
  return new City({ places, neighbours });
}

function toNeighbours(node: ContentNode): CityPlan['neighbours'] {
  const wards = node.entries();
  const ids = wards.map(([id]) => id);
  const entries = wards.map(([id, list]) => [id, list.items().map((each) => each.oneOf(ids))] as const);
  return Object.fromEntries(entries);
}
