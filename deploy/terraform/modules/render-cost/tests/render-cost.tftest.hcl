variables {
  services = { auth = { cpu = 256, memory = 512, tasks = 2 }, gateway = { cpu = 1024, memory = 2048, tasks = 3 } }
  redis    = { node_type = "cache.r7g.large", shards = 3, replicas_per_shard = 1 }
  nats     = { nodes = 5, instance_type = "m6i.large", volume = { size_gb = 500 } }
  network  = { nat_gateways = 3, endpoints = 6, endpoint_zones = 3 }
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
