output "arn" {
  description = "ARN of the cluster."
  value       = aws_ecs_cluster.this.arn

  # A service that names a capacity provider has to wait until the cluster has it.
  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.this.name
}

output "exec_log_group_arn" {
  description = "Log group of `ecs execute-command`."
  value       = aws_cloudwatch_log_group.exec.arn
}
