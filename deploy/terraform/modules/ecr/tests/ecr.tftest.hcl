mock_provider "aws" {}

variables {
  services    = ["auth", "gateway"]
  prefix      = "bodybroker"
  kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/data"
}

run "images_cannot_be_replaced" {
  command = plan

  assert {
    condition     = alltrue([for each in aws_ecr_repository.this : each.image_tag_mutability == "IMMUTABLE" && each.image_scanning_configuration[0].scan_on_push])
    error_message = "immutable and scanned"
  }
  assert {
    condition     = alltrue([for each in aws_ecr_repository.this : each.encryption_configuration[0].encryption_type == "KMS" && each.encryption_configuration[0].kms_key == var.kms_key_arn])
    error_message = "encrypted with our key"
  }
  assert {
    condition     = aws_ecr_repository.this["auth"].name == "bodybroker/auth"
    error_message = "name"
  }
  assert {
    condition     = jsondecode(aws_ecr_lifecycle_policy.this["gateway"].policy).rules[1].selection.countNumber == 100
    error_message = "the last 100 stay"
  }
}

run "keeps_enough_for_a_rollback" {
  command = plan

  variables {
    kept_images = 1
  }

  expect_failures = [var.kept_images]
}

run "another_account_may_pull_and_no_more" {
  command = plan

  variables {
    reader_account_ids = ["444455556666"]
  }

  assert {
    condition     = length(aws_ecr_repository_policy.this) == 2 && !contains(data.aws_iam_policy_document.readers[0].statement[0].actions, "ecr:PutImage")
    error_message = "pull only"
  }
}
