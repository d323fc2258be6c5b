import { nestedBlocks, resourcesOf } from '../blocks.mjs';

/** @type {import('../rule.mjs').Rule} */
export const publicAddresses = {
  name: 'public-addresses',
  about: 'nothing but the load balancer and the NAT gateways has a public address',
  find: (configuration) => [
    ...resourcesOf(configuration, 'aws_ecs_service').flatMap(({ address, body }) =>
      nestedBlocks(body, 'network_configuration').some((each) => each.assign_public_ip === false)
        ? []
        : [`${address}: assign_public_ip must be false`],
    ),
    ...resourcesOf(configuration, 'aws_subnet')
      .filter(({ body }) => ![undefined, false].includes(body.map_public_ip_on_launch))
      .map(({ address }) => `${address}: map_public_ip_on_launch must be false`),
    ...resourcesOf(configuration, 'aws_launch_template').flatMap(({ address, body }) => {
      const interfaces = nestedBlocks(body, 'network_interfaces');
      return interfaces.length > 0 && interfaces.every((each) => each.associate_public_ip_address === false)
        ? []
        : [`${address}: associate_public_ip_address must be false`];
    }),
    ...resourcesOf(configuration, 'aws_instance')
      .filter(({ body }) => body.associate_public_ip_address !== false)
      .map(({ address }) => `${address}: associate_public_ip_address must be false`),
    ...resourcesOf(configuration, 'aws_eip')
      .filter(({ address }) => address !== 'modules/network: aws_eip.nat')
      .map(({ address }) => `${address}: only NAT gateways have an elastic address`),
    ...resourcesOf(configuration, 'aws_lb')
      .filter(({ address, body }) => body.internal !== true && address !== 'modules/gateway-alb: aws_lb.this')
      .map(({ address }) => `${address}: internal must be true`),
  ],
};
