# Who reaches whom for metrics: the collector reads everybody, the exporter reads Redis, services hand traces to the collector.
locals {
  collector_group = { for name in keys(local.collects_metrics) : name => aws_security_group.collector[name].id }
}

resource "aws_security_group" "collector" {
  for_each = local.collects_metrics

  name_prefix = "${var.name}-collector-"
  description = "What the collector reaches, and who reads metrics"
  vpc_id      = module.network.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-collector" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "redis_exporter" {
  for_each = local.collects_metrics

  name_prefix = "${var.name}-redis-exporter-"
  description = "What the exporter of Redis reaches"
  vpc_id      = module.network.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-redis-exporter" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "collector" {
  for_each = var.alarms.prometheus ? merge(
    { for port in distinct([for service in local.services : service.health_port]) : "services-${port}" => { group = aws_security_group.services.id, port = port } },
    {
      nats           = { group = module.nats.security_group_id, port = module.nats.exporter_port }
      redis-exporter = { group = aws_security_group.redis_exporter["collector"].id, port = 9121 }
      itself         = { group = aws_security_group.collector["collector"].id, port = 8888 }
      endpoints      = { group = module.network.endpoints_security_group_id, port = 443 }
    },
  ) : {}

  security_group_id            = aws_security_group.collector["collector"].id
  description                  = "To ${each.key}"
  referenced_security_group_id = each.value.group
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "redis_exporter" {
  for_each = var.alarms.prometheus ? {
    redis     = { group = module.redis.security_group_id, port = 6379 }
    endpoints = { group = module.network.endpoints_security_group_id, port = 443 }
  } : {}

  security_group_id            = aws_security_group.redis_exporter["collector"].id
  description                  = "To ${each.key}"
  referenced_security_group_id = each.value.group
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = var.tags
}

# Layers of images come from S3.
resource "aws_vpc_security_group_egress_rule" "collector_s3" {
  for_each = var.alarms.prometheus ? {
    collector      = aws_security_group.collector["collector"].id
    redis-exporter = aws_security_group.redis_exporter["collector"].id
  } : {}

  security_group_id = each.value
  description       = "To S3"
  prefix_list_id    = module.network.s3_prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}

resource "aws_vpc_security_group_egress_rule" "traces" {
  count = local.hands_on_traces ? 1 : 0

  security_group_id            = aws_security_group.services.id
  description                  = "Traces to the collector"
  referenced_security_group_id = module.collector["collector"].security_group_id
  ip_protocol                  = "tcp"
  from_port                    = local.otlp_port
  to_port                      = local.otlp_port
  tags                         = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "traces" {
  count = local.hands_on_traces ? 1 : 0

  security_group_id            = module.collector["collector"].security_group_id
  description                  = "Traces of the services"
  referenced_security_group_id = aws_security_group.services.id
  ip_protocol                  = "tcp"
  from_port                    = local.otlp_port
  to_port                      = local.otlp_port
  tags                         = var.tags
}
