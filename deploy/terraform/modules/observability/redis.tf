# ElastiCache tells numbers by node. Its ids follow from the number of shards, so that they are known before there is a node.
locals {
  redis_nodes = toset([for pair in setproduct(range(1, var.redis.shards + 1), range(1, var.redis.replicas_per_shard + 2)) :
    format("%04d-%03d", pair[0], pair[1])
  ])
  redis_shards = toset([for shard in range(1, var.redis.shards + 1) : format("%04d", shard)])
  redis_of     = { for node in local.redis_nodes : node => { CacheClusterId = "${var.redis.id}-${node}" } }

  redis_down = { for node in local.redis_nodes : "redis-${node}-down" => {
    about      = "Redis node ${node} says nothing, or holds not even the connections of ElastiCache."
    runbook    = "RedisDown"
    severity   = "critical"
    group      = "redis"
    namespace  = "AWS/ElastiCache"
    metric     = "CurrConnections"
    dimensions = local.redis_of[node]
    statistic  = "Maximum"
    periods    = 5
    comparison = "LessThanThreshold"
    threshold  = 1
    missing    = "breaching"
  } }

  redis_connections = { for node in local.redis_nodes : "redis-${node}-connections" => {
    about      = "Redis node ${node} holds more than ${local.thresholds.redis_connections} connections: a process leaks them."
    runbook    = "RedisSaturated"
    namespace  = "AWS/ElastiCache"
    metric     = "CurrConnections"
    dimensions = local.redis_of[node]
    statistic  = "Maximum"
    periods    = 10
    threshold  = local.thresholds.redis_connections
  } }

  redis_cpu = { for node in local.redis_nodes : "redis-${node}-cpu" => {
    about      = "Redis on node ${node} has used more than ${local.thresholds.redis_cpu_percent} % of its one core for 10 minutes."
    runbook    = "RedisSaturated"
    namespace  = "AWS/ElastiCache"
    metric     = "EngineCPUUtilization"
    dimensions = local.redis_of[node]
    statistic  = "Average"
    periods    = 10
    threshold  = local.thresholds.redis_cpu_percent
  } }

  redis_memory = { for node in local.redis_nodes : "redis-${node}-memory" => {
    about      = "Redis node ${node} has used more than ${local.thresholds.redis_memory_percent} % of its memory; when it is full, writes are refused."
    runbook    = "RedisMemoryHigh"
    namespace  = "AWS/ElastiCache"
    metric     = "DatabaseMemoryUsagePercentage"
    dimensions = local.redis_of[node]
    statistic  = "Maximum"
    periods    = 5
    threshold  = local.thresholds.redis_memory_percent
  } }

  redis_evictions = { for node in local.redis_nodes : "redis-${node}-evictions" => {
    about      = "Redis node ${node} throws state away."
    runbook    = "RedisEvictingKeys"
    severity   = "critical"
    group      = "redis"
    namespace  = "AWS/ElastiCache"
    metric     = "Evictions"
    dimensions = local.redis_of[node]
    statistic  = "Sum"
    periods    = 1
    threshold  = 0
  } }

  # Of replicas only: a primary has none, which is no fault.
  redis_lag = { for node in local.redis_nodes : "redis-${node}-lag" => {
    about      = "Redis node ${node} is more than ${local.thresholds.redis_lag_seconds} s behind its primary: what it lacks would be lost with that one."
    runbook    = "RedisReplicaMissing"
    namespace  = "AWS/ElastiCache"
    metric     = "ReplicationLag"
    dimensions = local.redis_of[node]
    statistic  = "Maximum"
    periods    = 5
    threshold  = local.thresholds.redis_lag_seconds
  } }

  # ElastiCache cannot publish its events to an encrypted topic. The first node of a shard tells whether it is its primary.
  redis_failover = { for shard in local.redis_shards : "redis-${shard}-failover" => {
    about      = "Shard ${shard} of Redis has another primary. Writes the old one had not yet replicated are lost."
    runbook    = "RedisFailover"
    namespace  = "AWS/ElastiCache"
    expression = "ABS(DIFF(primary))"
    metrics    = { primary = { metric = "IsMaster", dimensions = local.redis_of["${shard}-001"], statistic = "Maximum" } }
    periods    = 10
    datapoints = 1
    threshold  = 0
  } }

  redis_alarms = merge(
    local.redis_down, local.redis_connections, local.redis_cpu, local.redis_memory, local.redis_evictions, local.redis_lag, local.redis_failover,
  )
}
