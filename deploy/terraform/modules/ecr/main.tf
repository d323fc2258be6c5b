resource "aws_ecr_repository" "this" {
  for_each = var.services

  name                 = "${var.prefix}/${each.key}"
  image_tag_mutability = "IMMUTABLE"
  tags                 = merge(var.tags, { Service = each.key })

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.kms_key_arn
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

locals {
  lifecycle_rules = {
    rules = [
      {
        rulePriority = 1
        description  = "Images without a tag go after a week"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "The last ${var.kept_images} images stay, for rollbacks"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.kept_images }
        action       = { type = "expire" }
      },
    ]
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = var.services

  repository = aws_ecr_repository.this[each.key].name
  policy     = jsonencode(local.lifecycle_rules)
}

# An environment in another account pulls from here.
data "aws_iam_policy_document" "readers" {
  count = length(var.reader_account_ids) == 0 ? 0 : 1

  statement {
    sid     = "Pull"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]

    principals {
      type        = "AWS"
      identifiers = [for id in var.reader_account_ids : "arn:aws:iam::${id}:root"]
    }
  }
}

resource "aws_ecr_repository_policy" "this" {
  for_each = length(var.reader_account_ids) == 0 ? [] : var.services

  repository = aws_ecr_repository.this[each.key].name
  policy     = data.aws_iam_policy_document.readers[0].json
}
