locals {
  balancer = { LoadBalancer = var.gateway.load_balancer }
  gateway  = { LoadBalancer = var.gateway.load_balancer, TargetGroup = var.gateway.target_group }

  # Where no target is healthy, the load balancer answers 503 by itself and counts no request, so that both are all.
  gateway_error_ratio = {
    namespace  = "AWS/ApplicationELB"
    expression = "IF(FILL(requests, 0) + FILL(unanswered, 0) >= ${local.thresholds.gateway_minimum_requests}, 100 * (FILL(unanswered, 0) + FILL(failed, 0)) / (FILL(requests, 0) + FILL(unanswered, 0)), 0)"
    metrics = {
      requests   = { metric = "RequestCount", dimensions = local.balancer, statistic = "Sum" }
      unanswered = { metric = "HTTPCode_ELB_5XX_Count", dimensions = local.balancer, statistic = "Sum" }
      failed     = { metric = "HTTPCode_Target_5XX_Count", dimensions = local.balancer, statistic = "Sum" }
    }
  }

  gateway_alarms = {
    gateway-errors = merge(local.gateway_error_ratio, {
      about      = "More than ${local.thresholds.gateway_error_percent} % of all requests end in a 5xx."
      runbook    = "GatewayErrorBudgetBurnFast"
      severity   = "critical"
      group      = "gateway"
      period     = 60
      periods    = 5
      datapoints = 3
      threshold  = local.thresholds.gateway_error_percent
    })
    gateway-some-errors = merge(local.gateway_error_ratio, {
      about      = "More than ${local.thresholds.gateway_slow_error_percent} % of all requests end in a 5xx, for half an hour."
      runbook    = "GatewayErrorBudgetBurnSlow"
      period     = 300
      periods    = 6
      datapoints = 5
      threshold  = local.thresholds.gateway_slow_error_percent
    })
    gateway-target-errors = {
      about      = "The gateway itself answered more than ${local.thresholds.gateway_target_errors_in_5_minutes} requests with a 5xx in 5 minutes."
      runbook    = "GatewayErrorBudgetBurnSlow"
      namespace  = "AWS/ApplicationELB"
      metric     = "HTTPCode_Target_5XX_Count"
      dimensions = local.gateway
      statistic  = "Sum"
      period     = 300
      periods    = 1
      threshold  = local.thresholds.gateway_target_errors_in_5_minutes
    }
    gateway-latency = {
      about      = "1 % of all requests have waited longer than ${local.thresholds.gateway_p99_seconds} s for the gateway, for 15 minutes."
      runbook    = "GatewayLatencyBudgetBurnSlow"
      namespace  = "AWS/ApplicationELB"
      metric     = "TargetResponseTime"
      dimensions = local.gateway
      percentile = "p99"
      period     = 300
      periods    = 3
      threshold  = local.thresholds.gateway_p99_seconds
    }
    gateway-unhealthy-tasks = {
      about      = "The load balancer keeps requests from a task of the gateway."
      runbook    = "ServiceNotReady"
      namespace  = "AWS/ApplicationELB"
      metric     = "UnHealthyHostCount"
      dimensions = local.gateway
      statistic  = "Maximum"
      periods    = 10
      threshold  = 0
    }
    gateway-no-healthy-task = {
      about      = "No task of the gateway is healthy: nobody is served."
      runbook    = "ServiceNotReady"
      severity   = "critical"
      group      = "gateway"
      namespace  = "AWS/ApplicationELB"
      metric     = "HealthyHostCount"
      dimensions = local.gateway
      statistic  = "Minimum"
      periods    = 2
      comparison = "LessThanThreshold"
      threshold  = min(1, var.services["gateway"].min_tasks)
      missing    = var.services["gateway"].min_tasks > 0 ? "breaching" : "notBreaching"
    }
    gateway-rejected-connections = {
      about      = "The load balancer refused connections: it has as many as it can hold."
      runbook    = "GatewayErrorBudgetBurnFast"
      namespace  = "AWS/ApplicationELB"
      metric     = "RejectedConnectionCount"
      dimensions = local.balancer
      statistic  = "Sum"
      period     = 300
      periods    = 1
      threshold  = 0
    }
    gateway-blocked-requests = {
      about      = "The WAF blocked more than ${local.thresholds.gateway_blocked_in_5_minutes} requests in 5 minutes, twice: an attack, or a rule that hits players."
      runbook    = "GatewayBlocksMany"
      namespace  = "AWS/WAFV2"
      metric     = "BlockedRequests"
      dimensions = { WebACL = var.gateway.web_acl, Region = local.region, Rule = "ALL" }
      statistic  = "Sum"
      period     = 300
      periods    = 2
      threshold  = local.thresholds.gateway_blocked_in_5_minutes
    }
  }
}
