import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf } from '../findings-of.mjs';
import { alarms } from './alarms.mjs';
import { documented } from './documented.mjs';
import { instanceMetadata } from './instance-metadata.mjs';
import { pinnedVersions } from './pinned-versions.mjs';
import { publicAddresses } from './public-addresses.mjs';
import { secretValues } from './secret-values.mjs';
import { services } from './services.mjs';
import { settings } from './settings.mjs';
import { stateBackend } from './state-backend.mjs';

/** @typedef {import('../rule.mjs').Rule} Rule */
const count = async (/** @type {Rule} */ rule, /** @type {string} */ path, /** @type {string} */ text, more = {}) =>
  (await findingsOf(rule, { [path]: text, ...more })).length;

describe('public addresses', () => {
  it('finds tasks, subnets, instances and load balancers that could be reached', async () => {
    const main = 'modules/x/main.tf';
    assert.equal(
      await count(
        publicAddresses,
        main,
        'resource "aws_ecs_service" "a" {\n network_configuration {\n assign_public_ip = true\n }\n}',
      ),
      1,
    );
    assert.equal(
      await count(
        publicAddresses,
        main,
        'resource "aws_ecs_service" "a" {\n network_configuration {\n assign_public_ip = false\n }\n}',
      ),
      0,
    );
    assert.equal(
      await count(publicAddresses, main, 'resource "aws_subnet" "a" {\n map_public_ip_on_launch = true\n}'),
      1,
    );
    assert.equal(
      await count(
        publicAddresses,
        main,
        'resource "aws_launch_template" "a" {\n network_interfaces {\n associate_public_ip_address = true\n }\n}',
      ),
      1,
    );
    assert.equal(await count(publicAddresses, main, 'resource "aws_lb" "a" {\n internal = false\n}'), 1);
    assert.equal(await count(publicAddresses, main, 'resource "aws_eip" "a" {}'), 1);
  });
});

describe('instance metadata', () => {
  it('finds IMDSv1 and SSH keys', async () => {
    const template = (/** @type {string} */ body) => `resource "aws_launch_template" "a" {\n${body}\n}`;
    const good = 'metadata_options {\n http_tokens = "required"\n http_put_response_hop_limit = 1\n}';
    assert.equal(await count(instanceMetadata, 'modules/x/main.tf', template(good)), 0);
    assert.equal(await count(instanceMetadata, 'modules/x/main.tf', template(good.replace('required', 'optional'))), 1);
    assert.equal(await count(instanceMetadata, 'modules/x/main.tf', template(`${good}\nkey_name = "ops"`)), 1);
    assert.equal(await count(instanceMetadata, 'modules/x/main.tf', template('')), 2);
  });
});

describe('pinned versions', () => {
  const pinned = (/** @type {string} */ version) =>
    `terraform {\n required_version = ">= 1.11"\n required_providers {\n aws = {\n source = "hashicorp/aws"\n version = "${version}"\n }\n }\n}`;
  it('finds loose and differing versions, and modules from elsewhere', async () => {
    assert.equal(await count(pinnedVersions, 'modules/x/versions.tf', pinned('~> 6.25.0')), 0);
    assert.equal(await count(pinnedVersions, 'modules/x/versions.tf', pinned('>= 6.0')), 1);
    assert.equal(
      await count(pinnedVersions, 'modules/x/versions.tf', pinned('~> 6.25.0'), {
        'modules/y/versions.tf': pinned('~> 6.24.0'),
      }),
      1,
    );
    assert.equal(
      await count(
        pinnedVersions,
        'modules/x/versions.tf',
        `${pinned('~> 6.25.0')}\nmodule "a" {\n source = "terraform-aws-modules/vpc/aws"\n}`,
      ),
      1,
    );
  });
});

describe('secret values', () => {
  it('finds defaults of secrets and texts that are secrets', async () => {
    assert.equal(
      await count(secretValues, 'modules/x/variables.tf', 'variable "redis_password" {\n default = "hunter2"\n}'),
      1,
    );
    assert.equal(
      await count(secretValues, 'modules/x/variables.tf', 'variable "redis_password" {\n default = null\n}'),
      0,
    );
    // Put together here, so that this file does not hold what it looks for.
    assert.equal(await count(secretValues, 'environments/x/terraform.tfvars', `key = "${'AKIA'}ABCDEFGHIJKLMNOP"`), 1);
  });

  it('finds values that would be in the state', async () => {
    assert.equal(
      await count(
        secretValues,
        'modules/x/main.tf',
        'resource "aws_secretsmanager_secret_version" "a" {\n secret_string = var.a\n}',
      ),
      1,
    );
    assert.equal(
      await count(
        secretValues,
        'modules/x/main.tf',
        'resource "aws_elasticache_replication_group" "a" {\n auth_token = var.a\n}',
      ),
      1,
    );
  });
});

describe('state backend', () => {
  const backend = (/** @type {string} */ body) =>
    `terraform {\n backend "s3" {\n key = "a"\n encrypt = true\n${body}\n }\n}`;
  it('wants a lock, encryption, and a key of its own', async () => {
    assert.equal(await count(stateBackend, 'environments/a/backend.tf', backend('use_lockfile = true')), 0);
    assert.equal(await count(stateBackend, 'environments/a/backend.tf', backend('')), 1);
    assert.equal(await count(stateBackend, 'environments/a/backend.tf', 'terraform {}'), 1);
    assert.equal(
      await count(stateBackend, 'environments/a/backend.tf', backend('use_lockfile = true'), {
        'environments/b/backend.tf': backend('use_lockfile = true'),
      }),
      1,
    );
  });
});

describe('documented', () => {
  it('wants types, descriptions and the usual files', async () => {
    const others = Object.fromEntries(
      ['main.tf', 'outputs.tf', 'versions.tf', 'README.md'].map((name) => [`modules/x/${name}`, '']),
    );
    assert.equal(
      await count(
        documented,
        'modules/x/variables.tf',
        'variable "a" {\n type = string\n description = "A."\n}',
        others,
      ),
      0,
    );
    assert.equal(await count(documented, 'modules/x/variables.tf', 'variable "a" {\n type = string\n}', others), 1);
    assert.equal(
      await count(documented, 'modules/x/variables.tf', 'variable "a" {\n type = string\n description = "A."\n}'),
      4,
    );
  });
});

describe('examples of variables', () => {
  it('have every value that must be given', async () => {
    const files = (/** @type {string} */ example) => ({ 'environments/a/terraform.tfvars.example': example });
    const variable = 'variable "region" {\n type = string\n description = "R."\n}';
    const findings = async (/** @type {string} */ example) =>
      (await findingsOf(documented, { 'environments/a/variables.tf': variable, ...files(example) })).filter((each) =>
        each.includes('tfvars'),
      );
    assert.deepEqual(await findings('region = "a"'), []);
    assert.deepEqual(await findings('# TF_VAR_region'), []);
    assert.equal((await findings('other = "a"')).length, 1);
  });
});

describe('services', () => {
  it('finds a service that is not rolled out with care, or has another container', async () => {
    const service = 'resource "aws_ecs_service" "a" {\n deployment_minimum_healthy_percent = 50\n}';
    const findings = await findingsOf(services, { 'modules/x/main.tf': service });
    assert.equal(findings.filter((each) => each.startsWith('modules/x: aws_ecs_service.a')).length, 3);
    const task = 'resource "aws_ecs_task_definition" "a" {\n container_definitions = jsonencode([{}])\n}';
    assert.match(
      (await findingsOf(services, { 'modules/x/main.tf': task })).join(),
      /must come from \.\.\/render-container/,
    );
  });

  it('finds a container without a health check', async () => {
    const found = await findingsOf(services, {
      'modules/render-container/main.tf': 'locals {\n definition = {\n name = "a"\n }\n}',
    });
    assert.match(found.join(), /a health check in exec form/);
  });
});

describe('alarms', () => {
  it('finds that they are not made for the services', async () => {
    const wired = (/** @type {string} */ map) =>
      `module "observability" {\n source = "../observability"\n services = ${map}\n}`;
    assert.equal(await count(alarms, 'modules/stack/main.tf', ''), 1);
    assert.equal(await count(alarms, 'modules/stack/main.tf', wired('{}')), 1);
    assert.equal(
      await count(alarms, 'modules/stack/main.tf', wired('{ for name in ["auth"] : name => local.services[name] }')),
      1,
    );
    assert.equal(await count(alarms, 'modules/stack/main.tf', wired('local.services')), 0);
    assert.equal(
      await count(alarms, 'modules/stack/main.tf', wired('{ for name in keys(local.services) : name => 1 }')),
      0,
    );
  });

  it('finds what runs beside the services and is not watched', async () => {
    const collector = 'module "collector" {\n source = "../ecs-service"\n}\n';
    const wired = (/** @type {string} */ map) => `${collector}module "observability" {\n services = ${map}\n}`;
    assert.equal(await count(alarms, 'modules/stack/main.tf', wired('local.services')), 1);
    assert.equal(
      await count(
        alarms,
        'modules/stack/main.tf',
        wired('merge({ for name in keys(local.services) : name => 1 }, module.collector)'),
      ),
      0,
    );
  });
});

describe('settings', () => {
  const map = {
    'services.json': JSON.stringify({
      auth: { variables: ['BB_A', 'BB_LOG_LEVEL'] },
      gateway: { variables: ['BB_LOG_LEVEL', 'BB_HTTP_PORT'] },
    }),
  };
  it('finds a setting that nobody reads, in keys and texts', async () => {
    assert.equal(await count(settings, 'environments/a/main.tf', 'locals {\n a = { BB_LOGLEVEL = "info" }\n}', map), 1);
    assert.equal(await count(settings, 'environments/a/main.tf', 'locals {\n a = ["BB_SECRET_OF_NOBODY"]\n}', map), 1);
    assert.equal(
      await count(settings, 'environments/a/main.tf', 'locals {\n a = { BB_LOG_LEVEL = "info" }\n}', map),
      0,
    );
  });

  it('finds a common setting that some services do not read', async () => {
    assert.equal(
      await count(settings, 'modules/stack/main.tf', 'locals {\n common_environment = { BB_A = "1" }\n}', map),
      1,
    );
    assert.equal(
      await count(settings, 'modules/stack/main.tf', 'locals {\n gateway_environment = { BB_A = "1" }\n}', map),
      1,
    );
  });
});
