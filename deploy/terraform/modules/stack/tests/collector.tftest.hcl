# Plans only: the volumes of NATS refuse to be destroyed, which is what a test does at its end.
mock_provider "aws" {
  override_during = plan

  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"] }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_resource "aws_acm_certificate" {
    defaults = {
      domain_validation_options = [{
        domain_name           = "api.example.com"
        resource_record_name  = "_x.api.example.com"
        resource_record_type  = "CNAME"
        resource_record_value = "_y.acm-validations.aws"
      }]
    }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:bodybroker-test/service-AbCdEf" }
  }

  mock_resource "aws_prometheus_workspace" {
    defaults = {
      arn                 = "arn:aws:aps:eu-central-1:111122223333:workspace/ws-1"
      prometheus_endpoint = "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/"
    }
  }
  mock_resource "aws_elasticache_replication_group" {
    defaults = { configuration_endpoint_address = "clustercfg.bodybroker-test.abc123.euc1.cache.amazonaws.com" }
  }
}

variables {
  name       = "bodybroker-test"
  domain     = { name = "api.example.com", hosted_zone_id = "Z1" }
  registry   = { account_id = "444455556666", region = "eu-central-1" }
  world_seed = "test"
  nats = {
    ami_id   = "ami-0123456789abcdef0"
    server   = { version = "2.12.5", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
    exporter = { version = "0.20.2", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
    nkeys    = { for name in keys(jsondecode(file("../../services.json"))) : name => "UCX2H4RLYVNSPTC2JZ2ZQZZ5UAODMPQLG5QVTJSMMPWLMCE4LWQZMBNB" }
  }
}

run "the_collector_scrapes_everything_and_writes_to_this_workspace_only" {
  command = plan

  assert {
    condition     = [for statement in data.aws_iam_policy_document.collector["collector"].statement : { actions = statement.actions, resources = statement.resources }] == [{ actions = toset(["aps:RemoteWrite"]), resources = toset(["arn:aws:aps:eu-central-1:111122223333:workspace/ws-1"]) }]
    error_message = "one action, one workspace"
  }
  assert {
    condition     = yamldecode(module.collector_config["collector"].config).exporters.prometheusremotewrite.endpoint == "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write"
    error_message = "the workspace of this environment"
  }
  assert {
    condition     = contains(module.network.interface_endpoints, "aps-workspaces")
    error_message = "reached without leaving the VPC"
  }
  assert {
    condition     = toset(module.collector_config["collector"].task_names) == toset([for name in concat(keys(local.services), ["otel-collector"]) : "${name}.${aws_service_discovery_private_dns_namespace.tasks.name}"])
    error_message = "the tasks by the names that Cloud Map gives them"
  }
  assert {
    condition     = [for job in yamldecode(module.collector_config["collector"].config).receivers.prometheus.config.scrape_configs : job.static_configs[0].targets if job.job_name == "nats"][0] == [for index in range(5) : "nats-${index}.bodybroker-test.internal:7777"]
    error_message = "each node of NATS"
  }
  assert {
    condition     = [for job in yamldecode(module.collector_config["collector"].config).receivers.prometheus.config.scrape_configs : job.static_configs[0].targets if job.job_name == "redis"][0] == [for node in ["0001-001", "0001-002", "0002-001", "0002-002", "0003-001", "0003-002"] : "rediss://bodybroker-test-${node}.bodybroker-test.abc123.euc1.cache.amazonaws.com:6379"]
    error_message = "each node of Redis, over TLS, by the name in its certificate"
  }
  assert {
    condition     = toset([for key, rule in aws_vpc_security_group_egress_rule.collector : "${key} ${rule.from_port}"]) == toset(["services-8080 8080", "nats 7777", "redis-exporter 9121", "itself 8888", "endpoints 443"])
    error_message = "it reaches what it scrapes, and where it writes"
  }
  assert {
    condition     = alltrue([for image in values(local.third_party) : can(regex("^444455556666\\.dkr\\.ecr\\.eu-central-1\\.amazonaws\\.com/bodybroker/[a-z-]+@sha256:[0-9a-f]{64}$", image.image))])
    error_message = "from our registry: tasks reach no other"
  }
  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.traces) == 0 && !contains(keys(local.environment["auth"]), "BB_OTLP_ENDPOINT") && keys(aws_secretsmanager_secret.collector) == ["redis-exporter"]
    error_message = "nobody sends, nobody listens"
  }
}

run "traces_go_by_way_of_the_collector" {
  command = plan

  variables {
    otlp_endpoint = "https://tempo.example"
  }

  assert {
    condition     = local.environment["auth"]["BB_OTLP_ENDPOINT"] == "http://otel-collector.tasks.bodybroker-test.internal:4318" && aws_vpc_security_group_ingress_rule.traces[0].from_port == 4318 && aws_vpc_security_group_egress_rule.traces[0].from_port == 4318
    error_message = "services reach the collector, and nobody outside"
  }
  assert {
    condition     = contains(keys(yamldecode(module.collector_config["collector"].config).service.pipelines), "traces") && output.metrics["otel-collector"].secret_keys == tolist(["OTEL_BACKEND_AUTHORIZATION"])
    error_message = "it takes them, and has the key to where they go"
  }
}

run "none_of_it_without_prometheus" {
  command = plan

  variables {
    alarms = { prometheus = false }
  }

  assert {
    condition     = length(module.collector) == 0 && length(module.redis_exporter) == 0 && length(aws_security_group.collector) == 0 && length(output.metrics) == 0
    error_message = "no collector"
  }
  assert {
    condition     = !contains(keys(local.environment["auth"]), "BB_OTLP_ENDPOINT") && length(module.redis.user_ids) == 23
    error_message = "nobody takes traces, and Redis has the users of services only"
  }
}

run "refuses_traces_that_nobody_would_hand_on" {
  command = plan

  variables {
    alarms        = { prometheus = false }
    otlp_endpoint = "https://tempo.example"
  }

  expect_failures = [var.otlp_endpoint]
}

run "refuses_a_port_that_is_not_let_out" {
  command = plan

  variables {
    otlp_endpoint = "https://tempo.example:4318"
  }

  expect_failures = [var.otlp_endpoint]
}

run "refuses_to_be_blind_for_nats" {
  command = plan

  variables {
    nats = {
      ami_id = "ami-0123456789abcdef0"
      server = { version = "2.12.5", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
      nkeys  = { for name in keys(jsondecode(file("../../services.json"))) : name => "UCX2H4RLYVNSPTC2JZ2ZQZZ5UAODMPQLG5QVTJSMMPWLMCE4LWQZMBNB" }
    }
  }

  expect_failures = [var.alarms]
}
