import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf } from '../findings-of.mjs';
import { networkOpenings } from './network-openings.mjs';

const ingress = (/** @type {string} */ body) => ({
  'modules/redis/main.tf': `resource "aws_vpc_security_group_ingress_rule" "clients" {\n${body}\n}\n`,
});
const tcp = 'ip_protocol = "tcp"\nfrom_port = 6379\nto_port = 6379\n';

describe('network openings', () => {
  it('lets a security group in', async () => {
    assert.deepEqual(await findingsOf(networkOpenings, ingress(`${tcp}referenced_security_group_id = "sg-1"`)), []);
  });

  it('finds a group that was opened to the internet', async () => {
    const found = await findingsOf(networkOpenings, ingress(`${tcp}cidr_ipv4 = "0.0.0.0/0"`));
    assert.ok(
      found.some((each) => each.includes('aws_vpc_security_group_ingress_rule.clients: opens to the whole internet')),
    );
    assert.ok(found.some((each) => each.includes('names a security group, not cidr_ipv4')));
  });

  it('finds IPv6, and addresses that come from elsewhere', async () => {
    assert.equal((await findingsOf(networkOpenings, ingress(`${tcp}cidr_ipv6 = "::/0"`))).length, 2);
    assert.equal((await findingsOf(networkOpenings, ingress(`${tcp}cidr_ipv4 = var.cidr`))).length, 1);
    const files = { 'modules/redis/variables.tf': 'variable "cidr" { default = "0.0.0.0/0" }' };
    assert.equal((await findingsOf(networkOpenings, files)).length, 1);
  });

  it('finds all protocols and ranges of ports', async () => {
    const all = 'ip_protocol = "-1"\nreferenced_security_group_id = "sg-1"';
    assert.equal((await findingsOf(networkOpenings, ingress(all))).length, 2);
    const range = 'ip_protocol = "tcp"\nfrom_port = 1\nto_port = 65535\nreferenced_security_group_id = "sg-1"';
    assert.equal((await findingsOf(networkOpenings, ingress(range))).length, 1);
  });

  it('finds a way out to all ports', async () => {
    const egress = (/** @type {string} */ body) => ({
      'modules/redis/main.tf': `resource "aws_vpc_security_group_egress_rule" "out" {\n${body}\n}\n`,
    });
    const group = 'referenced_security_group_id = "sg-1"';
    assert.deepEqual(await findingsOf(networkOpenings, egress(`${tcp}${group}`)), []);
    const range = 'ip_protocol = "tcp"\nfrom_port = 0\nto_port = 65535\n';
    assert.equal((await findingsOf(networkOpenings, egress(`${range}${group}`))).length, 1);
    assert.equal((await findingsOf(networkOpenings, egress(`ip_protocol = "-1"\n${group}`))).length, 2);
  });

  it('finds rules in other forms', async () => {
    const inline =
      'resource "aws_security_group" "this" {\n  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n  }\n}';
    assert.equal((await findingsOf(networkOpenings, { 'modules/redis/main.tf': inline })).length, 1);
    const old = 'resource "aws_security_group_rule" "this" {\n  type = "ingress"\n}';
    assert.equal((await findingsOf(networkOpenings, { 'modules/redis/main.tf': old })).length, 1);
  });

  it('lets the internet come to 80 and 443 of the load balancer, and to nothing else of it', async () => {
    const balancer = (/** @type {string} */ ports) => ({
      'modules/gateway-alb/main.tf': `resource "aws_vpc_security_group_ingress_rule" "internet" {
        for_each = { ${ports} }
        cidr_ipv4 = "0.0.0.0/0"
        ip_protocol = "tcp"
        from_port = each.value
        to_port = each.value
      }`,
    });
    assert.deepEqual(await findingsOf(networkOpenings, balancer('http = 80, https = 443')), []);
    assert.equal((await findingsOf(networkOpenings, balancer('http = 80, https = 443, ssh = 22'))).length, 1);
  });
});
