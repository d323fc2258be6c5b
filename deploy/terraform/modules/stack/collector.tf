# What fills the managed Prometheus: one collector that scrapes everything in here, and an exporter that reads Redis for it. Both run as the
# services do, on images that others have made and bootstrap keeps a copy of.
locals {
  collects_metrics = var.alarms.prometheus ? { collector = true } : {}
  hands_on_traces  = var.otlp_endpoint != null

  third_party = { for name, image in jsondecode(file("${path.module}/../../third-party-images.json")) : name => {
    image          = "${var.registry.account_id}.dkr.ecr.${var.registry.region}.amazonaws.com/${var.registry.prefix}/${name}@${image.digest}"
    repository_arn = "arn:aws:ecr:${var.registry.region}:${var.registry.account_id}:repository/${var.registry.prefix}/${name}"
  } }

  # One of each: two would write every sample twice. While one is replaced there are two for a moment, of whose samples Prometheus keeps one.
  collector_tasks = { min = var.run_services ? 1 : 0, max = var.run_services ? 1 : 0 }

  exporter_name  = "redis-exporter"
  collector_name = "otel-collector"
  otlp_port      = 4318

  # Values are put there by the operator, as those of the services.
  collector_secrets = merge(
    { for name in keys(local.collects_metrics) : local.exporter_name => { REDIS_PASSWORD = "BB_REDIS_PASSWORD" } },
    local.hands_on_traces ? { (local.collector_name) = { OTEL_BACKEND_AUTHORIZATION = "OTEL_BACKEND_AUTHORIZATION" } } : {},
  )
}

data "aws_region" "current" {}

module "collector_config" {
  source   = "../render-collector"
  for_each = local.collects_metrics

  name          = var.name
  zone_name     = aws_route53_zone.internal.name
  nats_targets  = module.nats.exporter_targets
  redis_targets = [for address in module.redis.node_addresses : "rediss://${address}"]
  remote_write  = { url = "${module.observability.prometheus.endpoint}api/v1/remote_write", region = data.aws_region.current.region }
  takes_traces  = local.hands_on_traces
}

data "aws_iam_policy_document" "collector" {
  for_each = local.collects_metrics

  statement {
    sid       = "WriteSamples"
    actions   = ["aps:RemoteWrite"]
    resources = [module.observability.prometheus.arn]
  }
}

resource "aws_secretsmanager_secret" "collector" {
  for_each = local.collector_secrets

  name                    = "${var.name}/${each.key}"
  description             = "Settings of ${each.key}: ${join(", ", values(each.value))}"
  kms_key_id              = module.key["secrets"].arn
  recovery_window_in_days = 30
  tags                    = merge(var.tags, { Service = each.key })
}

module "collector" {
  source   = "../ecs-service"
  for_each = local.collects_metrics

  name             = local.collector_name
  cluster          = { name = module.cluster.name, arn = module.cluster.arn }
  image            = local.third_party[local.collector_name].image
  repository_arn   = local.third_party[local.collector_name].repository_arn
  cpu              = var.collector.cpu
  memory           = var.collector.memory
  cpu_architecture = var.cpu_architecture
  tasks            = local.collector_tasks

  environment = merge(
    { AOT_CONFIG_CONTENT = module.collector_config[each.key].config },
    local.hands_on_traces ? { OTEL_BACKEND_URL = var.otlp_endpoint, DEPLOYMENT_ENVIRONMENT = var.name } : {},
  )
  secrets       = lookup(local.collector_secrets, local.collector_name, {})
  secret        = local.hands_on_traces ? { arn = aws_secretsmanager_secret.collector[local.collector_name].arn, kms_key_arn = module.key["secrets"].arn } : null
  task_policies = { write-samples = data.aws_iam_policy_document.collector[each.key].json }

  # It says whether its pipelines run; /metrics of its own is on another port.
  health_command = ["/healthcheck"]
  health_port    = 8888
  drain_seconds  = 20

  vpc_id                            = module.network.vpc_id
  subnet_ids                        = values(module.network.private_subnet_ids)
  namespace_id                      = aws_service_discovery_private_dns_namespace.tasks.id
  security_group_ids                = concat([aws_security_group.collector[each.key].id], local.hands_on_traces ? [aws_security_group.internet.id] : [])
  metrics_client_security_group_ids = local.collector_group
  logs_kms_key_arn                  = module.key["logs"].arn
  log_retention_days                = var.log_retention_days
  tags                              = merge(var.tags, { Service = local.collector_name })
}

module "redis_exporter" {
  source   = "../ecs-service"
  for_each = local.collects_metrics

  name             = local.exporter_name
  cluster          = { name = module.cluster.name, arn = module.cluster.arn }
  image            = local.third_party[local.exporter_name].image
  repository_arn   = local.third_party[local.exporter_name].repository_arn
  cpu_architecture = var.cpu_architecture
  tasks            = local.collector_tasks

  environment = {
    # Nodes are asked for one by one, at /scrape; the address here is what /metrics would show.
    REDIS_ADDR                        = module.redis.url
    REDIS_USER                        = local.exporter_name
    REDIS_EXPORTER_CONFIG_COMMAND     = "-"
    REDIS_EXPORTER_LOG_FORMAT         = "json"
    REDIS_EXPORTER_CONNECTION_TIMEOUT = "5s"
  }
  secrets = local.collector_secrets[local.exporter_name]
  secret  = { arn = aws_secretsmanager_secret.collector[local.exporter_name].arn, kms_key_arn = module.key["secrets"].arn }

  # Alpine's; the exporter has no check of its own.
  health_command = ["/usr/bin/wget", "-q", "-T", "4", "-O", "/dev/null", "http://127.0.0.1:9121/health"]
  user           = "59000:59000"
  health_port    = 9121
  drain_seconds  = 10

  vpc_id                            = module.network.vpc_id
  subnet_ids                        = values(module.network.private_subnet_ids)
  namespace_id                      = aws_service_discovery_private_dns_namespace.tasks.id
  security_group_ids                = [aws_security_group.redis_exporter[each.key].id]
  metrics_client_security_group_ids = local.collector_group
  logs_kms_key_arn                  = module.key["logs"].arn
  log_retention_days                = var.log_retention_days
  tags                              = merge(var.tags, { Service = local.exporter_name })
}
