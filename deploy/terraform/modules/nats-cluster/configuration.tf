# What a node fetches when it starts, and when it is told to refresh: a new user or a new permission replaces no node.
locals {
  config_bucket = "${local.full_name}-config-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.region}"

  shared_files = {
    "accounts.conf" = var.accounts_conf
    "ca.pem"        = var.ca_certificate_pem
    "nkeys.conf" = join("", [
      for user in sort(keys(var.nkeys)) : "BB_NKEY_${upper(replace(user, "-", "_"))}: ${var.nkeys[user]}\n"
    ])
  }
}

resource "aws_s3_bucket" "config" {
  bucket = local.config_bucket
  tags   = var.tags
}

resource "aws_s3_bucket_public_access_block" "config" {
  bucket                  = aws_s3_bucket.config.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "config" {
  bucket = aws_s3_bucket.config.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "config" {
  bucket = aws_s3_bucket.config.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

data "aws_iam_policy_document" "config" {
  statement {
    sid       = "OnlyTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.config.arn, "${aws_s3_bucket.config.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "config" {
  bucket = aws_s3_bucket.config.id
  policy = data.aws_iam_policy_document.config.json

  depends_on = [aws_s3_bucket_public_access_block.config]
}

resource "aws_s3_object" "node" {
  for_each = module.render.nats_conf

  bucket       = aws_s3_bucket.config.id
  key          = "nodes/${each.key}/nats.conf"
  content      = each.value
  content_type = "text/plain"
  kms_key_id   = var.kms_key_arn

  depends_on = [aws_s3_bucket_versioning.config]
}

resource "aws_s3_object" "shared" {
  for_each = local.shared_files

  bucket       = aws_s3_bucket.config.id
  key          = "shared/${each.key}"
  content      = each.value
  content_type = "text/plain"
  kms_key_id   = var.kms_key_arn

  depends_on = [aws_s3_bucket_versioning.config]
}
