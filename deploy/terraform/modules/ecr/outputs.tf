output "repository_urls" {
  description = "Repository by service."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "repository_arns" {
  description = "ARN of the repository by service."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
}
