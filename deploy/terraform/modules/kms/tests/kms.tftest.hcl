mock_provider "aws" {
  override_data {
    target = data.aws_caller_identity.current
    values = { account_id = "111122223333" }
  }
  override_data {
    target = data.aws_partition.current
    values = { partition = "aws" }
  }
  override_data {
    target = data.aws_region.current
    values = { region = "eu-central-1" }
  }
}

variables {
  name        = "bodybroker/data"
  description = "test"
}

run "rotates_and_has_an_alias" {
  command = plan

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30
    error_message = "the key must rotate and be slow to go"
  }
  assert {
    condition     = aws_kms_alias.this.name == "alias/bodybroker/data"
    error_message = "alias"
  }
  assert {
    condition     = length(data.aws_iam_policy_document.this.statement) == 1
    error_message = "only the account may use a key without uses"
  }
}

run "lets_services_use_it_within_the_account" {
  command = plan

  variables {
    uses = ["logs", "alarms", "notifications", "autoscaled-volumes"]
  }

  assert {
    condition     = length(data.aws_iam_policy_document.this.statement) == 6
    error_message = "one statement a use, two for volumes"
  }
  assert {
    condition = alltrue([
      for each in data.aws_iam_policy_document.this.statement : length(each.condition) > 0 if contains(["Logs", "Alarms", "Notifications", "ScalingVolumeGrants"], each.sid)
    ])
    error_message = "services of AWS need a condition"
  }
}

run "refuses_an_unknown_use" {
  command = plan

  variables {
    uses = ["everything"]
  }

  expect_failures = [var.uses]
}
