# Prometheus as AWS runs it: the same rules as everywhere (deploy/monitoring/prometheus/rules), alerts to the same two topics. It stores what is
# written to it; see README for who writes.
locals {
  prometheus = var.prometheus_rules == null ? [] : [var.prometheus_rules]

  # Critical alerts of outages for which the composites call already: by day is enough for the second voice.
  paged_by_cloudwatch = ["NatsQuorumLost", "RedisDown", "RedisEvictingKeys", "ServiceDown"]

  alertmanager = {
    route = {
      receiver        = "notify"
      group_by        = ["alertname", "service"]
      group_wait      = "30s"
      group_interval  = "5m"
      repeat_interval = "12h"
      routes = [
        { receiver = "notify", matchers = ["alertname=~\"${join("|", local.paged_by_cloudwatch)}\""] },
        { receiver = "page", matchers = ["severity=\"critical\""] },
      ]
    }
    receivers = [for name, topic in aws_sns_topic.this : {
      name = name
      sns_configs = [{
        topic_arn     = topic.arn
        subject       = "${var.name} ${name}"
        send_resolved = true
        sigv4         = { region = local.region }
      }]
    }]
  }
}

resource "aws_prometheus_workspace" "this" {
  count = length(local.prometheus)

  alias       = var.name
  kms_key_arn = var.kms_key_arn
  tags        = var.tags

  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.prometheus[count.index].arn}:*"
  }
}

# Rules that fail, and alerts that could not be sent. AWS wants this beginning of the name.
resource "aws_cloudwatch_log_group" "prometheus" {
  count = length(local.prometheus)

  name              = "/aws/vendedlogs/prometheus/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_prometheus_rule_group_namespace" "this" {
  for_each = var.prometheus_rules == null ? {} : var.prometheus_rules

  name         = each.key
  workspace_id = aws_prometheus_workspace.this[0].id
  data         = each.value
  tags         = var.tags
}

resource "aws_prometheus_alert_manager_definition" "this" {
  count = length(local.prometheus)

  workspace_id = aws_prometheus_workspace.this[count.index].id
  definition   = yamlencode({ alertmanager_config = yamlencode(local.alertmanager) })

  depends_on = [aws_sns_topic_policy.this]
}
