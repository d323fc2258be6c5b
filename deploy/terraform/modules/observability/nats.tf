# What the load balancer, EC2 and the nodes' own script (deploy/nats/node/scripts/publish-metrics.sh) see. Streams, consumers, slow clients and
# memory are Prometheus' alone.
locals {
  nats_balancer = { LoadBalancer = var.nats.load_balancer, TargetGroup = var.nats.target_group }
  nats_quorum   = floor(length(var.nats.nodes) / 2) + 1

  nats_cluster = {
    nats-quorum = {
      about      = "Fewer than ${local.nats_quorum} of ${length(var.nats.nodes)} NATS nodes are healthy: streams take no writes."
      runbook    = "NatsQuorumLost"
      severity   = "critical"
      group      = "nats"
      namespace  = "AWS/NetworkELB"
      metric     = "HealthyHostCount"
      dimensions = local.nats_balancer
      statistic  = "Minimum"
      periods    = 2
      comparison = "LessThanThreshold"
      threshold  = local.nats_quorum
      missing    = "breaching"
    }
    nats-quorum-margin = {
      about      = "Losing one more NATS node would lose the quorum."
      runbook    = "NatsQuorumMarginLow"
      namespace  = "AWS/NetworkELB"
      metric     = "HealthyHostCount"
      dimensions = local.nats_balancer
      statistic  = "Minimum"
      periods    = 10
      comparison = "LessThanOrEqualToThreshold"
      threshold  = local.nats_quorum
      # nats-quorum sees that.
      missing = "ignore"
    }
    nats-unhealthy-targets = {
      about      = "The load balancer keeps clients from a NATS node."
      runbook    = "NatsUnhealthy"
      namespace  = "AWS/NetworkELB"
      metric     = "UnHealthyHostCount"
      dimensions = local.nats_balancer
      statistic  = "Maximum"
      periods    = 10
      threshold  = 0
    }
  }

  # A group of one instance: no numbers of the group are no instance. Longer than a launch takes, which a rolling replacement is made of.
  nats_instance = { for name, node in var.nats.nodes : "${name}-instance" => {
    about      = "There is no sound instance for ${name}: none runs, or it fails the checks of EC2."
    runbook    = "NatsServerDown"
    namespace  = "AWS/EC2"
    metric     = "StatusCheckFailed"
    dimensions = { AutoScalingGroupName = node.group_name }
    statistic  = "Maximum"
    periods    = 15
    threshold  = 0
    missing    = "breaching"
  } }

  nats_cpu = { for name, node in var.nats.nodes : "${name}-cpu" => {
    about      = "${name} has used more than ${local.thresholds.nats_cpu_percent} % of its CPU for 15 minutes."
    runbook    = "NatsSaturated"
    namespace  = "AWS/EC2"
    metric     = "CPUUtilization"
    dimensions = { AutoScalingGroupName = node.group_name }
    statistic  = "Average"
    periods    = 15
    threshold  = local.thresholds.nats_cpu_percent
  } }

  nats_health = { for name in keys(var.nats.nodes) : "${name}-health" => {
    about      = "${name} is not healthy in full: its server does not run, or its streams have not caught up."
    runbook    = "NatsUnhealthy"
    namespace  = var.nats.metric_namespace
    metric     = "Healthy"
    dimensions = { Cluster = var.nats.cluster, Node = name }
    statistic  = "Maximum"
    periods    = 15
    comparison = "LessThanThreshold"
    threshold  = 1
    # The node itself says so: who says nothing is not well.
    missing = "breaching"
  } }

  nats_volume = { for name in keys(var.nats.nodes) : "${name}-volume" => {
    about      = "The volume of ${name} is more than ${local.thresholds.nats_volume_percent} % full; JetStream stops at 80 %."
    runbook    = "JetStreamStorageHigh"
    namespace  = var.nats.metric_namespace
    metric     = "VolumeUsed"
    dimensions = { Cluster = var.nats.cluster, Node = name }
    statistic  = "Maximum"
    period     = 300
    periods    = 2
    threshold  = local.thresholds.nats_volume_percent
    missing    = "ignore"
  } }

  nats_certificate = { for name in keys(var.nats.nodes) : "${name}-certificate" => {
    about      = "The certificate of ${name} ends within ${local.thresholds.nats_certificate_hours} hours and has not been renewed."
    runbook    = "CertificateExpiresSoon"
    namespace  = var.nats.metric_namespace
    metric     = "CertificateHoursLeft"
    dimensions = { Cluster = var.nats.cluster, Node = name }
    statistic  = "Minimum"
    period     = 300
    periods    = 2
    comparison = "LessThanThreshold"
    threshold  = local.thresholds.nats_certificate_hours
    missing    = "ignore"
  } }

  nats_alarms = merge(local.nats_cluster, local.nats_instance, local.nats_cpu, local.nats_health, local.nats_volume, local.nats_certificate)
}
