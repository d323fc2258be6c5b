output "state_bucket" {
  description = "Goes into backend.tf of each environment."
  value       = aws_s3_bucket.state.bucket
}

output "github_variables" {
  description = "Variables of the repository that the workflows read; APPLY ones belong to the GitHub environment of that name."
  value = merge(
    { AWS_REGION = var.region, IMAGE_PREFIX = var.image_prefix, IMAGES_ROLE_ARN = aws_iam_role.github["images"].arn },
    { for environment in var.environments : "${upper(environment)}_TERRAFORM_PLAN_ROLE_ARN" => aws_iam_role.github["${environment}-plan"].arn },
    { for environment in var.environments : "${environment}: TERRAFORM_APPLY_ROLE_ARN" => aws_iam_role.github["${environment}-apply"].arn },
  )
}

output "repository_urls" {
  description = "Repository by service."
  value       = module.ecr.repository_urls
}
