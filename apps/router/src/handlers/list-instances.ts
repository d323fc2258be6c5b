import { pageOf, readPage } from '@bodybroker/domain';
import type { Deps, RouterHandler } from '../deps.js';
import { toInstanceState } from '../mapping/to-instance.js';

export function listInstances({ instances, outcomes, clock }: Deps): RouterHandler<'listInstances'> {
  return async (request) => {
    const page = readPage(request, [request.service, ...request.statuses]);
    const services = request.service === '' ? await instances.services() : [request.service];
    const known = (await Promise.all(services.map((service) => instances.ofService(service)))).flat();
    const states = known
      .map((each) => toInstanceState(each, outcomes.latencyMs(each.instance.instanceId), clock.now()))
      .filter(({ status }) => request.statuses.length === 0 || request.statuses.includes(status));
    const { rows, nextPageToken } = pageOf(
      states,
      page,
      ({ instance }) => `${instance?.service}/${instance?.instanceId}`,
    );
    return { instances: rows, nextPageToken };
  };
}
