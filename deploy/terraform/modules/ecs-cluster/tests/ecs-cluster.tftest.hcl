mock_provider "aws" {}

variables {
  name             = "bodybroker-test"
  logs_kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/logs"
}

run "insights_and_encrypted_sessions" {
  command = plan

  assert {
    condition     = one(aws_ecs_cluster.this.setting).name == "containerInsights" && one(aws_ecs_cluster.this.setting).value == "enabled"
    error_message = "Container Insights"
  }
  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_encryption_enabled
    error_message = "sessions are logged, encrypted"
  }
  assert {
    condition     = aws_ecs_cluster_capacity_providers.this.capacity_providers == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "Fargate, with Spot as a choice"
  }
}

run "refuses_an_unknown_level" {
  command = plan

  variables {
    container_insights = "some"
  }

  expect_failures = [var.container_insights]
}
