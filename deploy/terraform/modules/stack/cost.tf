module "cost" {
  source = "../render-cost"

  services         = { for name, setting in local.settings : name => { cpu = setting.cpu, memory = setting.memory, tasks = setting.tasks.min } }
  cpu_architecture = var.cpu_architecture
  redis            = var.redis
  nats             = merge(var.nats, { volume = merge({ iops = 3000, throughput_mbps = 125 }, var.nats.volume) })
  usage            = var.usage

  network = {
    nat_gateways   = { none = 0, single = 1, per-az = 3 }[var.network.nat]
    endpoints      = 6
    endpoint_zones = var.network.endpoint_zones
  }
}
