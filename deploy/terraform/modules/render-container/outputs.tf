output "definition" {
  description = "The container definition."
  value       = local.definition
}

output "json" {
  description = "`container_definitions` of a task with this container alone."
  value       = jsonencode([local.definition])
}
