# Plans only: the bucket refuses to be destroyed, which is what a test does at its end.
mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { region = "us-east-1" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  region            = "us-east-1"
  account_id        = "111122223333"
  state_bucket      = "bodybroker-terraform-state"
  github_repository = "owner/name"
}

run "state_is_kept_and_closed" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
    error_message = "earlier states stay"
  }
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms"
    error_message = "encrypted with our key"
  }
  assert {
    condition     = aws_s3_bucket_public_access_block.state.block_public_acls && aws_s3_bucket_public_access_block.state.block_public_policy && aws_s3_bucket_public_access_block.state.ignore_public_acls && aws_s3_bucket_public_access_block.state.restrict_public_buckets
    error_message = "closed to the public"
  }
}

run "roles_trust_one_repository" {
  command = plan

  assert {
    condition     = toset(keys(aws_iam_role.github)) == toset(["images", "staging-plan", "staging-apply", "production-plan", "production-apply"])
    error_message = "five roles"
  }
  assert {
    condition     = alltrue([for subjects in local.trust : alltrue([for subject in subjects : startswith(subject, "repo:owner/name:") && !strcontains(subject, "*")])])
    error_message = "exactly this repository"
  }
  assert {
    condition     = local.trust["production-apply"] == ["repo:owner/name:environment:production"]
    error_message = "only what the reviewers let through"
  }
  assert {
    condition     = length(output.repository_urls) == 23
    error_message = "a repository for each service"
  }
  assert {
    condition     = alltrue([for statement in data.aws_iam_policy_document.apply["staging"].statement : alltrue([for each in statement.resources : strcontains(each, "/bodybroker-staging-")])])
    error_message = "staging changes its own roles only"
  }
}

run "refuses_a_wildcard_repository" {
  command = plan

  variables {
    github_repository = "owner/*"
  }

  expect_failures = [var.github_repository]
}
