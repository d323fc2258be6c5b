# The services write lines of JSON with a level. A filter's metric costs the same with or without dimensions, and needs no line to have them.
locals {
  log_namespace = "BodyBroker/Logs/${var.name}"

  service_errors = { for name in keys(var.services) : "service-${name}-errors" => {
    about      = "${name} has logged more than ${local.thresholds.service_errors_in_5_minutes} errors in 5 minutes."
    runbook    = "ServiceErrorRateHigh"
    namespace  = local.log_namespace
    metric     = "Errors-${name}"
    statistic  = "Sum"
    period     = 300
    periods    = 1
    threshold  = local.thresholds.service_errors_in_5_minutes
    dimensions = {}
  } }

  log_alarms = merge(local.service_errors, {
    dead-letters = {
      about     = "Consumers have given up on events."
      runbook   = "EventsDeadLettered"
      namespace = local.log_namespace
      metric    = "DeadLettered"
      statistic = "Sum"
      period    = 300
      periods   = 1
      threshold = 0
    }
  })
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  for_each = var.services

  name           = "${var.name}-${each.key}-errors"
  log_group_name = each.value.log_group_name
  pattern        = "{ $.level = \"error\" }"

  metric_transformation {
    namespace     = local.log_namespace
    name          = "Errors-${each.key}"
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}

# One metric of all services: whose event it was is in the line.
resource "aws_cloudwatch_log_metric_filter" "dead_letters" {
  for_each = var.services

  name           = "${var.name}-${each.key}-dead-letters"
  log_group_name = each.value.log_group_name
  pattern        = "{ $.msg = \"an event was dead-lettered\" || $.msg = \"an event could not be dead-lettered\" }"

  metric_transformation {
    namespace     = local.log_namespace
    name          = "DeadLettered"
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}
