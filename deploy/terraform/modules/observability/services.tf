# Fargate tasks: those that run, by Container Insights; how hard they work, by ECS.
locals {
  tasks_of     = { for name in keys(var.services) : name => { ClusterName = var.cluster_name, ServiceName = name } }
  service_kind = { for name in keys(var.services) : name => name == "gateway" ? "gateway" : "services" }

  service_down = { for name, service in var.services : "service-${name}-down" => {
    about      = "No task of ${name} runs."
    runbook    = "ServiceDown"
    severity   = service.serves_players ? "critical" : "warning"
    group      = service.serves_players ? local.service_kind[name] : null
    namespace  = "ECS/ContainerInsights"
    metric     = "RunningTaskCount"
    dimensions = local.tasks_of[name]
    statistic  = "Minimum"
    periods    = 3
    comparison = "LessThanThreshold"
    # None are wanted before the images are there: nothing is below 0.
    threshold = min(1, service.min_tasks)
    # Who is not counted does not run.
    missing = service.min_tasks > 0 ? "breaching" : "notBreaching"
  } }

  # A deployment starts the new tasks before it stops the old ones, so that this is no matter of it.
  service_tasks = { for name in keys(var.services) : "service-${name}-tasks" => {
    about      = "Fewer tasks of ${name} run than should."
    runbook    = "ServiceDown"
    namespace  = "ECS/ContainerInsights"
    expression = "desired - running"
    metrics = {
      desired = { metric = "DesiredTaskCount", dimensions = local.tasks_of[name], statistic = "Average" }
      running = { metric = "RunningTaskCount", dimensions = local.tasks_of[name], statistic = "Average" }
    }
    periods   = 10
    threshold = 0
    # service-…-down sees that.
    missing = "ignore"
  } }

  service_cpu = { for name in keys(var.services) : "service-${name}-cpu" => {
    about      = "Tasks of ${name} have used more than ${local.thresholds.service_cpu_percent} % of their CPU for 15 minutes: scaling is at its end."
    runbook    = "ServiceSaturated"
    namespace  = "AWS/ECS"
    metric     = "CPUUtilization"
    dimensions = local.tasks_of[name]
    statistic  = "Average"
    periods    = 15
    threshold  = local.thresholds.service_cpu_percent
  } }

  service_memory = { for name in keys(var.services) : "service-${name}-memory" => {
    about      = "A task of ${name} has used more than ${local.thresholds.service_memory_percent} % of its memory for 10 minutes; at 100 % it is killed."
    runbook    = "ServiceSaturated"
    namespace  = "AWS/ECS"
    metric     = "MemoryUtilization"
    dimensions = local.tasks_of[name]
    statistic  = "Maximum"
    periods    = 10
    threshold  = local.thresholds.service_memory_percent
  } }

  service_alarms = merge(local.service_down, local.service_tasks, local.service_cpu, local.service_memory)
}
