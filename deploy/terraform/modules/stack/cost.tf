module "cost" {
  source = "../render-cost"

  services         = { for name, setting in local.settings : name => { cpu = setting.cpu, memory = setting.memory, tasks = setting.tasks.min } }
  cpu_architecture = var.cpu_architecture
  redis            = var.redis
  nats             = merge(var.nats, { volume = merge({ iops = 3000, throughput_mbps = 125 }, var.nats.volume) })
  usage            = var.usage

  keys = length(local.keys)

  # Each node of NATS has three metrics of its own: deploy/nats/node/scripts/publish-metrics.sh.
  alarms = {
    alarm_metrics    = module.observability.billable.alarm_metrics
    composite_alarms = module.observability.billable.composite_alarms
    custom_metrics   = module.observability.billable.log_metrics + 3 * var.nats.nodes
    dashboards       = module.observability.billable.dashboards
  }

  prometheus = one([for config in values(module.collector_config) : {
    tasks = {
      collector = merge(var.collector, { tasks = 1 })
      exporter  = { cpu = 256, memory = 512, tasks = 1 }
    }
    names                   = length(config.task_names)
    lookup_seconds          = config.lookup_seconds
    nats_nodes              = var.nats.nodes
    redis_nodes             = var.redis.shards * (1 + var.redis.replicas_per_shard)
    scrape_interval_seconds = config.scrape_interval_seconds
  }])

  network = {
    nat_gateways   = { none = 0, single = 1, per-az = 3 }[var.network.nat]
    endpoints      = length(module.network.interface_endpoints)
    endpoint_zones = var.network.endpoint_zones
  }
}
