# What AWS says once and measures nowhere.
locals {
  services_arn = "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${var.cluster_name}/"

  events = {
    deployment-failed = {
      about   = "ECS gave a deployment up and rolls it back"
      runbook = "DeploymentFailed"
      pattern = {
        source      = ["aws.ecs"]
        detail-type = ["ECS Deployment State Change"]
        resources   = [{ prefix = local.services_arn }]
        detail      = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
      }
      fields = { what = "$.resources[0]", why = "$.detail.reason" }
    }
    tasks-impaired = {
      about   = "ECS cannot start tasks"
      runbook = "DeploymentFailed"
      pattern = {
        source      = ["aws.ecs"]
        detail-type = ["ECS Service Action"]
        resources   = [{ prefix = local.services_arn }]
        detail      = { eventName = ["SERVICE_TASK_START_IMPAIRED", "SERVICE_TASK_PLACEMENT_FAILURE", "SERVICE_TASK_CONFIGURATION_FAILURE"] }
      }
      fields = { what = "$.resources[0]", why = "$.detail.eventName" }
    }
    certificate-refused = {
      about   = "The private CA did not issue a certificate"
      runbook = "CertificateExpiresSoon"
      pattern = {
        source      = ["aws.acm-pca"]
        detail-type = ["ACM Private CA Certificate Issuance"]
        resources   = [var.private_ca_arn]
        detail      = { result = ["failure"] }
      }
      fields = { what = "$.resources[0]", why = "$.detail.result" }
    }
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = local.events

  name          = "${var.name}-${each.key}"
  description   = "${each.value.about}. Runbook: docs/runbooks/${each.value.runbook}.md"
  event_pattern = jsonencode(each.value.pattern)
  tags          = var.tags
}

resource "aws_cloudwatch_event_target" "notify" {
  for_each = aws_cloudwatch_event_rule.this

  rule      = each.value.name
  target_id = "notify"
  arn       = aws_sns_topic.this["notify"].arn

  input_transformer {
    input_paths    = local.events[each.key].fields
    input_template = "\"${var.name}: ${local.events[each.key].about}. <what>: <why>. Runbook: docs/runbooks/${local.events[each.key].runbook}.md\""
  }
}
