data "aws_availability_zones" "available" {
  state = "available"

  # Local zones would count, too.
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  zones = slice(data.aws_availability_zones.available.names, 0, 3)
}

module "key" {
  source   = "../kms"
  for_each = local.keys

  name        = "${var.name}/${each.key}"
  description = each.value.description
  uses        = each.value.uses
  tags        = var.tags
}

locals {
  keys = {
    data    = { description = "Redis, the volumes and the configuration of NATS", uses = ["autoscaled-volumes"] }
    secrets = { description = "Secrets of the services", uses = [] }
    logs    = { description = "Logs and alarms", uses = ["logs", "alarms", "notifications"] }
  }
}

module "network" {
  source = "../network"

  name                     = var.name
  cidr                     = var.network.cidr
  availability_zones       = local.zones
  nat                      = var.network.nat
  endpoint_zones           = var.network.endpoint_zones
  more_interface_endpoints = var.alarms.prometheus ? ["aps-workspaces"] : []
  logs_kms_key_arn         = module.key["logs"].arn
  flow_log_retention_days  = var.log_retention_days
  tags                     = var.tags
}

# Names of what stands inside; nothing outside can ask for them.
resource "aws_route53_zone" "internal" {
  name          = "${var.name}.internal"
  comment       = "Names inside the VPC of ${var.name}"
  force_destroy = false
  tags          = var.tags

  vpc {
    vpc_id = module.network.vpc_id
  }
}

# Names of tasks, which Cloud Map keeps: the zone above is not its to write into.
resource "aws_service_discovery_private_dns_namespace" "tasks" {
  name        = "tasks.${aws_route53_zone.internal.name}"
  description = "Tasks of ${var.name}"
  vpc         = module.network.vpc_id
  tags        = var.tags
}

module "redis" {
  source = "../redis"

  name                      = var.name
  services                  = toset([for name, service in local.services : name if service.uses_redis])
  node_type                 = var.redis.node_type
  shards                    = var.redis.shards
  replicas_per_shard        = var.redis.replicas_per_shard
  snapshot_retention_days   = var.redis.snapshot_retention_days
  vpc_id                    = module.network.vpc_id
  subnet_ids                = values(module.network.private_subnet_ids)
  monitor_user              = var.alarms.prometheus ? local.exporter_name : null
  client_security_group_ids = merge({ services = aws_security_group.services.id }, { for name in keys(local.collects_metrics) : local.exporter_name => aws_security_group.redis_exporter[name].id })
  kms_key_arn               = module.key["data"].arn
  logs_kms_key_arn          = module.key["logs"].arn
  log_retention_days        = var.log_retention_days
  tags                      = var.tags
}

module "pki" {
  source = "../pki"

  name       = "${var.name}-nats"
  usage_mode = var.nats.ca_mode
  tags       = var.tags
}

module "nats" {
  source = "../nats-cluster"

  name                       = var.name
  vpc_id                     = module.network.vpc_id
  private_subnet_ids         = module.network.private_subnet_ids
  zone                       = { id = aws_route53_zone.internal.zone_id, name = aws_route53_zone.internal.name }
  kms_key_arn                = module.key["data"].arn
  certificate_authority      = module.pki.certificate_authority
  ca_certificate_pem         = module.pki.certificate_pem
  accounts_conf              = file("${path.module}/../../../nats/accounts.conf")
  nkeys                      = var.nats.nkeys
  client_security_groups     = { services = aws_security_group.services.id }
  monitoring_security_groups = local.collector_group
  ami_id                     = var.nats.ami_id
  server                     = var.nats.server
  exporter                   = var.nats.exporter
  node_count                 = var.nats.nodes
  instance_type              = var.nats.instance_type
  memory_limit               = var.nats.memory_limit
  volume                     = var.nats.volume
  sync_interval              = var.nats.sync_interval
  deletion_protection        = var.deletion_protection ? "on" : "off"
  tags                       = var.tags
}

module "cluster" {
  source = "../ecs-cluster"

  name                    = var.name
  container_insights      = var.container_insights
  logs_kms_key_arn        = module.key["logs"].arn
  exec_log_retention_days = var.log_retention_days
  tags                    = var.tags
}

module "gateway" {
  source = "../gateway-alb"

  name                              = var.name
  domain_name                       = var.domain.name
  hosted_zone_id                    = var.domain.hosted_zone_id
  vpc_id                            = module.network.vpc_id
  public_subnet_ids                 = values(module.network.public_subnet_ids)
  gateway_port                      = local.services["gateway"].http_port
  gateway_security_group_id         = module.service["gateway"].security_group_id
  idle_timeout_seconds              = local.idle_timeout_seconds
  requests_per_address_in_5_minutes = var.requests_per_address_in_5_minutes
  deletion_protection               = var.deletion_protection
  logs_kms_key_arn                  = module.key["logs"].arn
  waf_log_retention_days            = var.log_retention_days
  tags                              = var.tags
}
