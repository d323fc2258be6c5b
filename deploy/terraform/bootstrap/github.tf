locals {
  issuer = "token.actions.githubusercontent.com"

  # Whom each role trusts: what GitHub says of the run that asks.
  trust = merge(
    { images = ["repo:${var.github_repository}:ref:refs/heads/main"] },
    # Any branch of the repository itself shows its plan; GitHub gives forks no token.
    { for environment in var.environments : "${environment}-plan" => ["repo:${var.github_repository}:pull_request", "repo:${var.github_repository}:ref:refs/heads/main"] },
    # Only what the reviewers of the environment let through.
    { for environment in var.environments : "${environment}-apply" => ["repo:${var.github_repository}:environment:${environment}"] },
  )
}

resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
  tags           = local.tags
}

data "aws_iam_policy_document" "trust" {
  for_each = local.trust

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = each.value
    }
  }
}

# On a path of their own, which the apply roles cannot change: nobody raises their own rights by a pull request.
resource "aws_iam_role" "github" {
  for_each = local.trust

  name                 = "${local.name}-github-${each.key}"
  path                 = "/bootstrap/"
  description          = "GitHub Actions of ${var.github_repository}: ${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.trust[each.key].json
  max_session_duration = 7200
  tags                 = local.tags
}
