locals {
  name = "bodybroker-staging"
  tags = { Project = "bodybroker", Environment = "staging", ManagedBy = "terraform" }
}

# As production in everything that can break, and as small as that allows.
module "stack" {
  source = "../../modules/stack"

  name         = local.name
  domain       = var.domain
  registry     = var.registry
  images       = var.images
  run_services = var.run_services
  world_seed   = var.world_seed

  otlp_endpoint       = var.otlp_endpoint
  alarms              = { subscriptions = var.alarm_subscriptions, monthly_budget_usd = var.monthly_budget_usd }
  deletion_protection = false
  log_retention_days  = 14

  network = { cidr = "10.41.0.0/16", nat = "single", endpoint_zones = 1 }
  redis   = { node_type = "cache.t4g.small", shards = 2, replicas_per_shard = 1, snapshot_retention_days = 1 }

  nats = {
    nodes         = 3
    instance_type = "t3.medium"
    memory_limit  = "3GiB"
    volume        = { size_gb = 50 }
    ami_id        = var.nats_ami_id
    server        = var.nats_server
    exporter      = var.nats_exporter
    nkeys         = var.nats_nkeys
  }

  # Two of each, so that a rolling deployment is tried before production sees it; all but the first of a service on Spot.
  service_defaults = { tasks = { min = 2, max = 3 }, spot_weight = 100 }

  services = {
    auth = {
      cpu          = 512
      memory       = 1024
      environment  = { BB_BOOTSTRAP_ADMIN_USER = "admin" }
      secret_names = ["BB_AUTH_SEAL_SECRET", "BB_BOOTSTRAP_ADMIN_PASSWORD"]
    }

    payment        = { secret_names = ["BB_SANDBOX_WEBHOOK_SECRET", "BB_SANDBOX_RECEIPT_SECRET"] }
    ai-integration = { calls_internet = true }
  }

  usage = { requests_per_second = 2, balancer_capacity_units = 1, nat_gb = 20, log_gb = 20 }
  tags  = local.tags
}
