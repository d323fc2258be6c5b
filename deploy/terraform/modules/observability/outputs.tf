output "topic_arns" {
  description = "Topics `page` and `notify`."
  value       = { for name, topic in aws_sns_topic.this : name => topic.arn }
}

output "alarms" {
  description = "By alarm: the metrics and dimensions it watches, threshold, severity and runbook."
  value = { for key, alarm in local.alarms : key => {
    metrics    = length(lookup(alarm, "metrics", {})) == 0 ? { (alarm.metric) = lookup(alarm, "dimensions", {}) } : { for metric in values(alarm.metrics) : metric.metric => metric.dimensions }
    threshold  = alarm.threshold
    severity   = lookup(alarm, "severity", "warning")
    runbook    = alarm.runbook
    alarm_name = aws_cloudwatch_metric_alarm.this[key].alarm_name
  } }
}

output "dashboard_name" {
  description = "Dashboard in CloudWatch."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "prometheus" {
  description = "Id, ARN and endpoint of the workspace; null without one. Samples go to <endpoint>api/v1/remote_write."
  value = one([for workspace in aws_prometheus_workspace.this : {
    id       = workspace.id
    arn      = workspace.arn
    endpoint = workspace.prometheus_endpoint
  }])
}

output "billable" {
  description = "What CloudWatch counts: metrics in alarms, composite alarms, metrics of our own from logs, dashboards."
  value = {
    alarm_metrics    = sum([for alarm in local.alarms : max(1, length(lookup(alarm, "metrics", {})))])
    composite_alarms = length(local.groups) + 2
    log_metrics      = length(var.services) + 1
    dashboards       = 1
  }
}
