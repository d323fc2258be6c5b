# One page to look at first: is anything calling, then from the players inwards.
locals {
  of_cluster = "ClusterName=\"${var.cluster_name}\""

  graphs = [
    {
      title   = "Gateway: requests and 5xx a minute"
      stat    = "Sum"
      metrics = [for metric in ["RequestCount", "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"] : ["AWS/ApplicationELB", metric, "LoadBalancer", var.gateway.load_balancer]]
    },
    {
      title   = "Gateway: seconds until it answers, p50 and p99"
      stat    = "p99"
      metrics = [for stat in ["p50", "p99"] : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.gateway.load_balancer, "TargetGroup", var.gateway.target_group, { stat = stat, label = stat }]]
    },
    {
      title = "Gateway: healthy and unhealthy tasks"
      stat  = "Minimum"
      metrics = [for metric in ["HealthyHostCount", "UnHealthyHostCount"] : [
        "AWS/ApplicationELB", metric, "LoadBalancer", var.gateway.load_balancer, "TargetGroup", var.gateway.target_group,
      ]]
    },
    {
      title   = "WAF: blocked and allowed"
      stat    = "Sum"
      metrics = [for metric in ["BlockedRequests", "AllowedRequests"] : ["AWS/WAFV2", metric, "WebACL", var.gateway.web_acl, "Region", local.region, "Rule", "ALL"]]
    },
    {
      title   = "Services: running tasks"
      stat    = "Average"
      metrics = [[{ expression = "SEARCH('{ECS/ContainerInsights,ClusterName,ServiceName} MetricName=\"RunningTaskCount\" ${local.of_cluster}', 'Average', 60)", id = "running", label = "" }]]
    },
    {
      title   = "Services: errors in the log"
      stat    = "Sum"
      metrics = [for name in sort(keys(var.services)) : [local.log_namespace, "Errors-${name}", { label = name }]]
    },
    {
      title   = "Services: CPU, percent"
      stat    = "Average"
      metrics = [[{ expression = "SEARCH('{AWS/ECS,ClusterName,ServiceName} MetricName=\"CPUUtilization\" ${local.of_cluster}', 'Average', 60)", id = "cpu", label = "" }]]
    },
    {
      title   = "Services: memory, percent"
      stat    = "Maximum"
      metrics = [[{ expression = "SEARCH('{AWS/ECS,ClusterName,ServiceName} MetricName=\"MemoryUtilization\" ${local.of_cluster}', 'Maximum', 60)", id = "memory", label = "" }]]
    },
    {
      title   = "NATS: nodes healthy in full"
      stat    = "Maximum"
      metrics = [for node in sort(keys(var.nats.nodes)) : [var.nats.metric_namespace, "Healthy", "Cluster", var.nats.cluster, "Node", node]]
    },
    {
      title   = "NATS: volumes, percent used"
      stat    = "Maximum"
      metrics = [for node in sort(keys(var.nats.nodes)) : [var.nats.metric_namespace, "VolumeUsed", "Cluster", var.nats.cluster, "Node", node]]
    },
    {
      title   = "NATS: nodes the load balancer sends clients to"
      stat    = "Minimum"
      metrics = [for metric in ["HealthyHostCount", "UnHealthyHostCount"] : ["AWS/NetworkELB", metric, "LoadBalancer", var.nats.load_balancer, "TargetGroup", var.nats.target_group]]
    },
    {
      title   = "NATS: CPU, percent"
      stat    = "Average"
      metrics = [for name in sort(keys(var.nats.nodes)) : ["AWS/EC2", "CPUUtilization", "AutoScalingGroupName", var.nats.nodes[name].group_name]]
    },
    {
      title   = "Redis: memory, percent"
      stat    = "Maximum"
      metrics = [for node in sort(tolist(local.redis_nodes)) : ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", local.redis_of[node].CacheClusterId]]
    },
    {
      title   = "Redis: engine CPU, percent"
      stat    = "Average"
      metrics = [for node in sort(tolist(local.redis_nodes)) : ["AWS/ElastiCache", "EngineCPUUtilization", "CacheClusterId", local.redis_of[node].CacheClusterId]]
    },
    {
      title   = "Redis: replication lag, seconds"
      stat    = "Maximum"
      metrics = [for node in sort(tolist(local.redis_nodes)) : ["AWS/ElastiCache", "ReplicationLag", "CacheClusterId", local.redis_of[node].CacheClusterId]]
    },
    {
      title   = "Redis: connections"
      stat    = "Maximum"
      metrics = [for node in sort(tolist(local.redis_nodes)) : ["AWS/ElastiCache", "CurrConnections", "CacheClusterId", local.redis_of[node].CacheClusterId]]
    },
  ]

  # An ARN from its name: a dashboard is no reason to wait for the alarms.
  calling = [for group in ["gateway", "services", "nats", "redis"] : "arn:${local.partition}:cloudwatch:${local.region}:${local.account_id}:alarm:${var.name}-${group}"]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    periodOverride = "inherit"
    widgets = concat(
      [{ type = "alarm", x = 0, y = 0, width = 24, height = 3, properties = { title = "What calls", alarms = local.calling } }],
      [for index, graph in local.graphs : {
        type   = "metric"
        x      = index % 2 * 12
        y      = 3 + floor(index / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = graph.title
          region  = local.region
          view    = "timeSeries"
          stat    = graph.stat
          period  = 60
          metrics = graph.metrics
          yAxis   = { left = { min = 0 } }
        }
      }],
    )
  })
}
