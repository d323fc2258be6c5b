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
      arn = "arn:aws:acm:eu-central-1:111122223333:certificate/5"
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

  # Different, so that one in the place of another is seen.
  override_resource {
    target = module.gateway.aws_lb.this
    values = { arn_suffix = "app/gateway/1" }
  }
  override_resource {
    target = module.gateway.aws_lb_target_group.this
    values = { arn_suffix = "targetgroup/gateway/2" }
  }
  override_resource {
    target = module.nats.aws_lb.this
    values = { arn_suffix = "net/nats/3" }
  }
  override_resource {
    target = module.nats.aws_lb_target_group.clients
    values = { arn_suffix = "targetgroup/nats/4" }
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

# A dimension that names another resource is an alarm that never calls.
run "alarms_watch_what_is_there" {
  command = plan

  assert {
    condition = length(module.service) == 23 && alltrue(flatten([for name, service in module.service : [for kind in ["down", "tasks", "cpu", "memory"] : [
      for dimensions in values(module.observability.alarms["service-${name}-${kind}"].metrics) : dimensions == { ClusterName = module.cluster.name, ServiceName = service.name }
    ]]]))
    error_message = "each of the 23 services, by the names ECS has"
  }
  assert {
    condition     = module.observability.alarms["gateway-latency"].metrics == { TargetResponseTime = { LoadBalancer = "app/gateway/1", TargetGroup = "targetgroup/gateway/2" } }
    error_message = "the gateway's load balancer"
  }
  assert {
    condition     = module.observability.alarms["gateway-blocked-requests"].metrics["BlockedRequests"].WebACL == module.gateway.web_acl_name && module.observability.alarms["certificate-gateway"].metrics["DaysToExpiry"].CertificateArn == module.gateway.certificate_arn
    error_message = "its web ACL and its certificate"
  }
  assert {
    condition     = module.observability.alarms["nats-quorum"].metrics == { HealthyHostCount = { LoadBalancer = "net/nats/3", TargetGroup = "targetgroup/nats/4" } } && module.observability.alarms["nats-quorum"].threshold == 3
    error_message = "the load balancer of NATS"
  }
  assert {
    condition = length(module.nats.nodes) == 5 && alltrue([for name, node in module.nats.nodes :
      module.observability.alarms["${name}-instance"].metrics["StatusCheckFailed"].AutoScalingGroupName == node.group_name && module.observability.alarms["${name}-health"].metrics["Healthy"] == { Cluster = var.name, Node = name }
    ])
    error_message = "each node of NATS"
  }
  assert {
    condition     = module.observability.alarms["redis-0003-002-memory"].metrics["DatabaseMemoryUsagePercentage"].CacheClusterId == "${module.redis.id}-0003-002" && !contains(keys(module.observability.alarms), "redis-0004-001-memory")
    error_message = "each node of Redis, and no more"
  }
  assert {
    condition     = toset(keys(module.observability.topic_arns)) == toset(["page", "notify"]) && module.observability.prometheus != null
    error_message = "topics, and Prometheus with our rules"
  }
  assert {
    condition     = alltrue([for name in ["otel-collector", "redis-exporter"] : module.observability.alarms["service-${name}-down"].severity == "warning" && module.observability.alarms["service-${name}-down"].threshold == 1])
    error_message = "by day: players do not notice"
  }
}

run "nobody_is_missed_before_services_run" {
  command = plan

  variables {
    run_services = false
    alarms       = { prometheus = false, thresholds = { redis_memory_percent = 70 } }
  }

  assert {
    condition     = alltrue([for name in keys(module.service) : module.observability.alarms["service-${name}-down"].threshold == 0])
    error_message = "nothing runs, nothing calls"
  }
  assert {
    condition     = module.observability.prometheus == null && module.observability.alarms["redis-0001-001-memory"].threshold == 70 && module.observability.alarms["redis-0001-001-cpu"].threshold == 80
    error_message = "the choices of the environment, and defaults for the rest"
  }
}

run "refuses_to_be_blind" {
  command = plan

  variables {
    container_insights = "disabled"
  }

  expect_failures = [var.container_insights]
}
