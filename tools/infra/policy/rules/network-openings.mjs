import { resourcesOf, valuesOf } from '../blocks.mjs';
import { INGRESS_BY_ADDRESS, WHOLE_INTERNET } from '../exceptions.mjs';

const WEB_PORTS = JSON.stringify({ http: 80, https: 443 });
/** Rules in other forms than the one that is looked at. */
const OTHER_FORMS = ['aws_security_group_rule', 'aws_network_acl', 'aws_network_acl_rule', 'aws_default_network_acl'];

/** @type {import('../rule.mjs').Rule} */
export const networkOpenings = {
  name: 'network-openings',
  about: 'only the load balancer is open to the internet, on 80 and 443; all else names who may come, and one port',
  find: (configuration) => [
    ...wholeInternet(configuration),
    ...resourcesOf(configuration, 'aws_vpc_security_group_ingress_rule').flatMap(ingress),
    ...resourcesOf(configuration, 'aws_vpc_security_group_egress_rule').flatMap(oneTcpPort),
    ...resourcesOf(configuration, 'aws_security_group').flatMap(({ address, body }) =>
      ['ingress', 'egress']
        .filter((name) => body[name] ?? body.dynamic?.[name])
        .map((name) => `${address}: ${name} goes into a rule of its own`),
    ),
    ...OTHER_FORMS.flatMap((type) =>
      resourcesOf(configuration, type).map(({ address }) => `${address}: ${type} is not used here`),
    ),
    ...resourcesOf(configuration, 'aws_default_security_group')
      .filter(({ body }) => body.ingress ?? body.egress)
      .map(({ address }) => `${address}: lets nothing through`),
  ],
};

/** @param {import('../read-configuration.mjs').Configuration} configuration */
function wholeInternet({ blocks }) {
  const open = blocks.filter(({ body }) =>
    valuesOf(body).some(({ path, value }) => isWhole(value) && !path.endsWith('description')),
  );
  const allowed = new Set(WHOLE_INTERNET.map(({ at }) => at));
  return open
    .filter(({ address }) => !allowed.has(address))
    .map(({ address }) => `${address}: opens to the whole internet`);
}

/** @param {unknown} value */
function isWhole(value) {
  return typeof value === 'string' && (value.includes('0.0.0.0/0') || value.includes('::/0'));
}

/** @param {import('../read-configuration.mjs').Block} block */
function ingress({ address, body }) {
  const byAddress = ['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id'].filter((name) => body[name] !== undefined);
  const isAllowed = INGRESS_BY_ADDRESS.some(({ at }) => at === address);
  const ports = [body.from_port, body.to_port];
  const isWeb = JSON.stringify(body.for_each) === WEB_PORTS && ports.every((port) => port === '${each.value}');
  return [
    ...(byAddress.length > 0 && !isAllowed ? [`${address}: names a security group, not ${byAddress.join(', ')}`] : []),
    ...oneTcpPort({ address, body }),
    ...(isWhole(body.cidr_ipv4) && !isWeb ? [`${address}: the internet comes to 80 and 443 only`] : []),
  ];
}

/** @param {Pick<import('../read-configuration.mjs').Block, 'address' | 'body'>} block */
function oneTcpPort({ address, body }) {
  return [
    ...(body.ip_protocol === 'tcp' ? [] : [`${address}: ip_protocol must be tcp`]),
    ...(body.from_port === undefined || body.from_port !== body.to_port ? [`${address}: one port`] : []),
  ];
}
