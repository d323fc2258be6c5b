data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  # One shape for all alarms: what is left out below is this. Either a metric with a statistic or a percentile, or an expression
  # over several. `severity` is critical where a player notices; `group` says with what else it pages, once: see composites.tf.
  alarm_defaults = {
    severity   = "warning"
    group      = null
    namespace  = null
    metric     = null
    dimensions = {}
    statistic  = null
    percentile = null
    expression = null
    metrics    = {}
    period     = 60
    periods    = 5
    datapoints = null
    comparison = "GreaterThanThreshold"
    missing    = "notBreaching"
  }

  alarms = merge(
    local.service_alarms,
    local.gateway_alarms,
    local.nats_alarms,
    local.redis_alarms,
    local.certificate_alarms,
    local.log_alarms,
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = { for key, alarm in local.alarms : key => merge(local.alarm_defaults, alarm) }

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${each.value.about} Severity: ${each.value.severity}. Runbook: docs/runbooks/${each.value.runbook}.md"
  tags              = merge(var.tags, { Severity = each.value.severity, Runbook = each.value.runbook })

  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = coalesce(each.value.datapoints, each.value.periods)
  treat_missing_data  = each.value.missing

  namespace          = each.value.namespace
  metric_name        = each.value.metric
  dimensions         = each.value.expression == null ? each.value.dimensions : null
  statistic          = each.value.statistic
  extended_statistic = each.value.percentile
  period             = each.value.expression == null ? each.value.period : null

  # With few requests a percentile is the slowest of them.
  evaluate_low_sample_count_percentiles = each.value.percentile == null ? null : "ignore"

  dynamic "metric_query" {
    for_each = each.value.expression == null ? [] : [each.value.expression]

    content {
      id          = "result"
      expression  = metric_query.value
      label       = each.key
      return_data = true
    }
  }

  dynamic "metric_query" {
    for_each = each.value.metrics

    content {
      id          = metric_query.key
      return_data = false

      metric {
        namespace   = each.value.namespace
        metric_name = metric_query.value.metric
        dimensions  = metric_query.value.dimensions
        stat        = metric_query.value.statistic
        period      = each.value.period
      }
    }
  }

  # All of them are on record; what wakes somebody is in composites.tf.
  alarm_actions = [aws_sns_topic.this["notify"].arn]
  ok_actions    = [aws_sns_topic.this["notify"].arn]
}
