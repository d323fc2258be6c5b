locals {
  prices = jsondecode(file("${path.module}/prices.json"))
  hours  = local.prices.hours_per_month

  compute = local.prices.fargate_hour[var.cpu_architecture]
  task_month = { for name, service in var.services :
    name => local.hours * (service.cpu / 1024 * local.compute.vcpu + service.memory / 1024 * local.compute.gb)
  }

  requests_month = var.usage.requests_per_second * 3600 * local.hours
  redis_nodes    = var.redis.shards * (1 + var.redis.replicas_per_shard)

  volume_month = (
    var.nats.volume.size_gb * local.prices.gp3_gb_month
    + max(0, var.nats.volume.iops - 3000) * local.prices.gp3_iops_month_over_3000
    + max(0, var.nats.volume.throughput_mbps - 125) * local.prices.gp3_mbps_month_over_125
  )

  # The first two thousand million samples of a month cost more than the rest. Kept for 150 days, a byte and a half each.
  series = var.prometheus == null ? 0 : (
    local.tasks * var.usage.series_per_task + var.prometheus.nats_nodes * var.usage.series_per_nats_node + var.prometheus.redis_nodes * var.usage.series_per_redis_node
  )
  million_samples = var.prometheus == null ? 0 : local.series * 3600 / var.prometheus.scrape_interval_seconds * local.hours / 1000000
  samples_month = (
    min(local.million_samples, 2000) * local.prices.prometheus_million_samples_first_2000
    + max(0, local.million_samples - 2000) * local.prices.prometheus_million_samples_next_250000
    + local.million_samples * 5 * 1.5 / 1000 * local.prices.prometheus_gb_month
  )
  lookups_month = var.prometheus == null ? 0 : var.prometheus.names * 3600 / var.prometheus.lookup_seconds * local.hours / 1000000 * local.prices.dns_million_queries

  tasks = sum([for service in var.services : service.tasks])

  metrics = var.prometheus == null ? {} : {
    "Managed Prometheus, ${local.series} series"       = local.samples_month
    "Collector and exporter of metrics, their lookups" = sum([for task in var.prometheus.tasks : local.hours * task.tasks * (task.cpu / 1024 * local.compute.vcpu + task.memory / 1024 * local.compute.gb)]) + local.lookups_month
  }

  unrounded = merge(local.metrics, {
    "ECS Fargate, ${local.tasks} tasks"                                        = sum([for name, service in var.services : local.task_month[name] * service.tasks])
    "Redis, ${local.redis_nodes} × ${var.redis.node_type}"                     = local.redis_nodes * local.prices.cache_node_hour[var.redis.node_type] * local.hours
    "NATS, ${var.nats.nodes} × ${var.nats.instance_type}"                      = var.nats.nodes * local.prices.instance_hour[var.nats.instance_type] * local.hours
    "NATS volumes, ${var.nats.nodes} × ${var.nats.volume.size_gb} GB gp3"      = var.nats.nodes * local.volume_month
    "NATS load balancer"                                                       = local.hours * (local.prices.network_balancer_hour + local.prices.network_balancer_capacity_unit_hour)
    "Private CA"                                                               = local.prices.private_ca_month[var.nats.ca_mode]
    "Public load balancer and its addresses"                                   = local.hours * (local.prices.application_balancer_hour + var.usage.balancer_capacity_units * local.prices.application_balancer_capacity_unit_hour + 3 * local.prices.public_address_hour)
    "WAF"                                                                      = local.prices.web_acl_month + 4 * local.prices.web_acl_rule_month + local.requests_month / 1000000 * local.prices.web_acl_million_requests
    "NAT, ${var.network.nat_gateways} gateways"                                = local.hours * var.network.nat_gateways * (local.prices.nat_gateway_hour + local.prices.public_address_hour) + var.usage.nat_gb * local.prices.nat_gb
    "VPC endpoints, ${var.network.endpoints} in ${var.network.endpoint_zones}" = local.hours * var.network.endpoints * var.network.endpoint_zones * local.prices.endpoint_zone_hour
    "Secrets, one a service"                                                   = (length(var.services) + (var.prometheus == null ? 0 : 1)) * local.prices.secret_month
    "KMS, ${var.keys} keys"                                                    = var.keys * local.prices.key_month
    "DNS zones"                                                                = 3 * local.prices.hosted_zone_month
    "CloudWatch, ${var.alarms.alarm_metrics} metrics in alarms"                = var.alarms.alarm_metrics * local.prices.alarm_metric_month + var.alarms.composite_alarms * local.prices.composite_alarm_month + var.alarms.custom_metrics * local.prices.custom_metric_month + var.alarms.dashboards * local.prices.dashboard_month
    "Logs, ${var.usage.log_gb} GB"                                             = var.usage.log_gb * (local.prices.log_gb_written + local.prices.log_gb_month)
  })

  lines = { for line, amount in local.unrounded : line => floor(amount + 0.5) }
  total = sum(values(local.lines))

  # Some prices are by size; their names say which.
  flat_prices = merge([for name, price in local.prices : can(tonumber(price)) ? { (name) = tonumber(price) } : (
    can(keys(price)) ? merge([for size, each in price : can(tonumber(each)) ? { "${name} ${size}" = tonumber(each) } : { for part, amount in each : "${name} ${size} ${part}" => tonumber(amount) }]...) : {}
  ) if name != "hours_per_month"]...)

  # Dearest first.
  ordered = reverse(sort([for line, amount in local.lines : format("%08d|%s", amount, line)]))
  table = join("\n", concat(
    ["| what | USD a month |", "| --- | ---: |"],
    [for entry in local.ordered : format("| %s | %s |", split("|", entry)[1], tonumber(split("|", entry)[0]))],
    ["| **all** | **${local.total}** |"],
  ))
}
