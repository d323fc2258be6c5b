output "nodes" {
  description = "By name (nats-0, …): availability_zone, host, group_name."
  value       = local.nodes
}

output "nats_conf" {
  description = "By node: nats.conf. It includes accounts.conf, which includes nkeys.conf."
  value       = local.nats_conf
}

output "user_data" {
  description = "By node: cloud-config, plain. Above 16 KB, so it goes to EC2 compressed."
  value       = local.user_data
}

output "policies" {
  description = "By node: the policy of its role, as JSON."
  value       = { for name, policy in local.policies : name => jsonencode(policy) }
}

output "drain_seconds" {
  description = "How long a node takes at most to leave in order."
  value       = local.drain_seconds
}
