output "url" {
  description = "Where clients call."
  value       = module.stack.url
}

output "cluster_name" {
  description = "ECS cluster."
  value       = module.stack.cluster_name
}

output "services" {
  description = "By service: ECS name, log group, secret and the keys it has to hold, Redis user."
  value       = module.stack.services
}

output "redis" {
  description = "Replication group, its nodes and url."
  value       = module.stack.redis
}

output "nats" {
  description = "Url, nodes, bucket of their configuration, namespace of their metrics."
  value       = module.stack.nats
}

output "metrics" {
  description = "What fills the managed Prometheus, by name: its secret and the keys it has to hold."
  value       = module.stack.metrics
}

output "cost" {
  description = "US dollars a month, as a table."
  value       = module.stack.cost
}
