# One outage calls once: the critical alarms of a group are one, and what stands upon another is silent while that one calls.
locals {
  groups = {
    nats     = { about = "NATS has lost its quorum.", runbook = "NatsQuorumLost" }
    redis    = { about = "Redis is down, or throws state away.", runbook = "RedisDown" }
    services = { about = "A service has no task that runs.", runbook = "ServiceDown" }
    gateway  = { about = "Players get no answers from the gateway.", runbook = "GatewayErrorBudgetBurnFast" }
  }

  members = { for group in keys(local.groups) : group => sort([
    for key, alarm in local.alarms : key if lookup(alarm, "group", null) == group
  ]) }
  rules = { for group, members in local.members : group => join(" OR ", [
    for key in members : "ALARM(\"${aws_cloudwatch_metric_alarm.this[key].alarm_name}\")"
  ]) }
}

resource "aws_cloudwatch_composite_alarm" "data" {
  for_each = { for group, about in local.groups : group => about if contains(["nats", "redis"], group) }

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${each.value.about} Severity: critical. Runbook: docs/runbooks/${each.value.runbook}.md"
  alarm_rule        = local.rules[each.key]
  alarm_actions     = [aws_sns_topic.this["page"].arn]
  ok_actions        = [aws_sns_topic.this["page"].arn]
  tags              = merge(var.tags, { Severity = "critical", Runbook = each.value.runbook })
}

# Calls nobody: it keeps the services silent.
resource "aws_cloudwatch_composite_alarm" "below_services" {
  alarm_name        = "${var.name}-below-services"
  alarm_description = "NATS or Redis calls, so that the services need not. Runbook: docs/runbooks/NatsQuorumLost.md"
  alarm_rule        = join(" OR ", [for alarm in aws_cloudwatch_composite_alarm.data : "ALARM(\"${alarm.alarm_name}\")"])
  tags              = var.tags
}

resource "aws_cloudwatch_composite_alarm" "services" {
  alarm_name        = "${var.name}-services"
  alarm_description = "${local.groups.services.about} Severity: critical. Runbook: docs/runbooks/${local.groups.services.runbook}.md"
  alarm_rule        = local.rules["services"]
  alarm_actions     = [aws_sns_topic.this["page"].arn]
  ok_actions        = [aws_sns_topic.this["page"].arn]
  tags              = merge(var.tags, { Severity = "critical", Runbook = local.groups.services.runbook })

  actions_suppressor {
    alarm            = aws_cloudwatch_composite_alarm.below_services.alarm_name
    wait_period      = var.suppression.wait_seconds
    extension_period = var.suppression.extension_seconds
  }
}

# Calls nobody: it keeps the gateway silent.
resource "aws_cloudwatch_composite_alarm" "below_gateway" {
  alarm_name        = "${var.name}-below-gateway"
  alarm_description = "NATS, Redis or a service calls, so that the gateway need not. Runbook: docs/runbooks/ServiceDown.md"
  alarm_rule        = "ALARM(\"${aws_cloudwatch_composite_alarm.below_services.alarm_name}\") OR ALARM(\"${aws_cloudwatch_composite_alarm.services.alarm_name}\")"
  tags              = var.tags
}

resource "aws_cloudwatch_composite_alarm" "gateway" {
  alarm_name        = "${var.name}-gateway"
  alarm_description = "${local.groups.gateway.about} Severity: critical. Runbook: docs/runbooks/${local.groups.gateway.runbook}.md"
  alarm_rule        = local.rules["gateway"]
  alarm_actions     = [aws_sns_topic.this["page"].arn]
  ok_actions        = [aws_sns_topic.this["page"].arn]
  tags              = merge(var.tags, { Severity = "critical", Runbook = local.groups.gateway.runbook })

  actions_suppressor {
    alarm            = aws_cloudwatch_composite_alarm.below_gateway.alarm_name
    wait_period      = var.suppression.wait_seconds
    extension_period = var.suppression.extension_seconds
  }
}
