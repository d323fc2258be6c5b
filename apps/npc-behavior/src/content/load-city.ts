import type { ContentFolder } from '@bodybroker/service-kit';
import { City, SERVICES, type CityPlan, type Place } from '../domain/city.js';
import { JsonNode } from './read-json.js';

const FILE = 'city.json';

/** Reads content/city.json: the wards with their neighbours, and what can be had where. @throws ContentError */
export function loadCity(content: ContentFolder): City {
  const root = new JsonNode(content.json(FILE), FILE);
  const neighbours = toNeighbours(root.member('neighbours'));
  const seen = new Set<string>();
  const places = root
    .member('places')
    .items()
    .map((node): Place => {
      const id = node.member('id').text();
      if (seen.has(id)) node.fail(`has the id ${id} of another place`);
      seen.add(id);
      const regionId = node.member('regionId').oneOf(Object.keys(neighbours));
      const serves = node
        .member('serves')
        .items()
        .map((service) => service.oneOf(SERVICES));
      return { id, regionId, isIndoors: node.member('isIndoors').boolean(), serves };
    });
  return new City({ places, neighbours });
}

function toNeighbours(node: JsonNode): CityPlan['neighbours'] {
  const wards = node.members();
  const ids = wards.map(([id]) => id);
  const entries = wards.map(([id, list]) => [id, list.items().map((each) => each.oneOf(ids))] as const);
  return Object.fromEntries(entries);
}
