output "id" {
  description = "Id of the replication group."
  value       = aws_elasticache_replication_group.this.replication_group_id
}

output "url" {
  description = "BB_REDIS_URL: the configuration endpoint, over TLS with a certificate of Amazon's public CA."
  value       = "rediss://${aws_elasticache_replication_group.this.configuration_endpoint_address}:6379"
}

output "node_addresses" {
  description = "Address of each node: names below that of the configuration endpoint, `<id>-<shard>-<node>`, as ElastiCache gives them where cluster mode and TLS are on."
  value = [for pair in setproduct(range(1, var.shards + 1), range(1, var.replicas_per_shard + 2)) :
    "${replace(aws_elasticache_replication_group.this.configuration_endpoint_address, "/^clustercfg\\./", format("%s-%04d-%03d.", var.name, pair[0], pair[1]))}:6379"
  ]
}

output "security_group_id" {
  description = "Security group of the nodes."
  value       = aws_security_group.this.id
}

output "user_ids" {
  description = "ElastiCache user by service (and monitor_user); its password is set by the operator."
  value       = { for service, user in aws_elasticache_user.service : service => user.user_id }
}

output "member_clusters" {
  description = "Ids of the nodes, for alarms."
  value       = aws_elasticache_replication_group.this.member_clusters
}

output "access" {
  description = "Redis ACL rules by service, as the users have them."
  value       = local.access
}
