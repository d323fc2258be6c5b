variables {
  services = { auth = { cpu = 256, memory = 512, tasks = 2 }, gateway = { cpu = 1024, memory = 2048, tasks = 3 } }
  redis    = { node_type = "cache.r7g.large", shards = 3, replicas_per_shard = 1 }
  nats     = { nodes = 5, instance_type = "m6i.large", volume = { size_gb = 500 } }
  network  = { nat_gateways = 3, endpoints = 6, endpoint_zones = 3 }
  keys     = 3
  alarms   = { alarm_metrics = 200, composite_alarms = 6, custom_metrics = 40, dashboards = 1 }
}

run "adds_up" {
  command = plan

  assert {
    condition     = output.lines["Redis, 6 × cache.r7g.large"] == 959
    error_message = "6 × 0.219 × 730"
  }
  assert {
    condition     = output.lines["NATS, 5 × m6i.large"] == 350 && output.lines["NATS volumes, 5 × 500 GB gp3"] == 200
    error_message = "5 × 0.096 × 730, 5 × 500 × 0.08"
  }
  assert {
    condition     = output.lines["ECS Fargate, 5 tasks"] == 126
    error_message = "2 × (0.25 × 0.04048 + 0.5 × 0.004445) × 730 + 3 × (0.04048 + 2 × 0.004445) × 730"
  }
  assert {
    condition     = output.total == sum(values(output.lines))
    error_message = "sum"
  }
  assert {
    condition     = startswith(split("\n", output.table)[2], "| Redis, 6 × cache.r7g.large | 959 |") && endswith(output.table, "| **all** | **${output.total}** |")
    error_message = "a table, dearest first"
  }
}

run "alarms_and_keys_have_their_share" {
  command = plan

  assert {
    condition     = output.lines["CloudWatch, 200 metrics in alarms"] == 38 && output.lines["KMS, 3 keys"] == 3
    error_message = "200 × 0.10 + 6 × 0.50 + 40 × 0.30 + 3; 3 × 1"
  }
  assert {
    condition     = !contains(keys(output.lines), "Collector and exporter of metrics, their lookups")
    error_message = "no Prometheus, nothing to pay for one"
  }
  assert {
    condition     = output.prices["cache_node_hour cache.r7g.large"] == 0.219 && output.prices["fargate_hour ARM64 vcpu"] == 0.03238 && output.prices["key_month"] == 1
    error_message = "each price by its name"
  }
}

run "prometheus_is_paid_by_the_sample" {
  command = plan

  variables {
    prometheus = {
      tasks                   = { collector = { cpu = 512, memory = 2048, tasks = 1 }, exporter = { cpu = 256, memory = 512, tasks = 1 } }
      names                   = 24
      lookup_seconds          = 15
      nats_nodes              = 5
      redis_nodes             = 6
      scrape_interval_seconds = 30
    }
    usage = { series_per_task = 1000, series_per_nats_node = 3000, series_per_redis_node = 1000 }
  }

  assert {
    condition     = output.lines["Managed Prometheus, 26000 series"] == 190
    error_message = "26000 × 120 × 730 = 2278 million: 2000 × 0.09 + 278 × 0.035 + 2278 × 5 × 1.5 / 1000 × 0.03"
  }
  assert {
    condition     = output.lines["Collector and exporter of metrics, their lookups"] == 32
    error_message = "(0.5 × 0.04048 + 2 × 0.004445 + 0.25 × 0.04048 + 0.5 × 0.004445) × 730 + 24 × 240 × 730 / 1000000 × 0.4"
  }
}

run "pays_for_more_than_the_base_of_a_volume" {
  command = plan

  variables {
    nats = { nodes = 1, instance_type = "m6i.large", volume = { size_gb = 100, iops = 4000, throughput_mbps = 225 } }
  }

  assert {
    condition     = output.lines["NATS volumes, 1 × 100 GB gp3"] == 8 + 5 + 4
    error_message = "IOPS and throughput"
  }
}
