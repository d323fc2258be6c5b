output "name" {
  description = "Name of the service."
  value       = aws_ecs_service.this.name
}

output "security_group_id" {
  description = "Security group of the tasks."
  value       = aws_security_group.this.id
}

output "task_definition_arn" {
  description = "Revision made by Terraform."
  value       = aws_ecs_task_definition.this.arn
}

output "log_group_name" {
  description = "Log group."
  value       = aws_cloudwatch_log_group.this.name
}

output "roles" {
  description = "Roles of the process and of its start; a deployment has to be allowed to pass them."
  value       = { task = aws_iam_role.task.arn, execution = aws_iam_role.execution.arn }
}
