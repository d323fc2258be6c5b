locals {
  name = "bodybroker-production"
  tags = { Project = "bodybroker", Environment = "production", ManagedBy = "terraform" }
}

variable "stripe_return_url" {
  description = "Where a payer comes back to from a bank's page."
  type        = string

  validation {
    condition     = startswith(var.stripe_return_url, "https://")
    error_message = "Payers come back over HTTPS."
  }
}

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
  deletion_protection = true
  log_retention_days  = 90
  container_insights  = "enhanced"

  network = { nat = "per-az", endpoint_zones = 3 }
  redis   = { node_type = "cache.r7g.large", shards = 3, replicas_per_shard = 1, snapshot_retention_days = 14 }

  nats = {
    nodes         = 5
    instance_type = "m6i.large"
    memory_limit  = "6GiB"
    volume        = { size_gb = 500 }
    ami_id        = var.nats_ami_id
    server        = var.nats_server
    exporter      = var.nats_exporter
    nkeys         = var.nats_nkeys
  }

  services = {
    gateway = { cpu = 1024, memory = 2048, tasks = { min = 3, max = 8 } }

    auth = {
      cpu    = 512
      memory = 1024
      # Password hashing is what it is sized for.
      tasks        = { min = 2, max = 8, cpu_percent = 50 }
      environment  = { BB_BOOTSTRAP_ADMIN_USER = "admin" }
      secret_names = ["BB_AUTH_SEAL_SECRET", "BB_BOOTSTRAP_ADMIN_PASSWORD"]
    }

    payment = {
      calls_internet = true
      environment    = { BB_PAYMENT_PROVIDER = "stripe", BB_STRIPE_RETURN_URL = var.stripe_return_url }
      secret_names   = ["BB_STRIPE_SECRET", "BB_STRIPE_WEBHOOK_SECRET"]
    }

    ai-integration = { cpu = 512, memory = 1024, calls_internet = true }
  }

  usage = { requests_per_second = 100, balancer_capacity_units = 4, nat_gb = 200, log_gb = 150 }
  tags  = local.tags
}
