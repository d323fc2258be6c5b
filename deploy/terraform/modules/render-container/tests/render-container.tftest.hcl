variables {
  name          = "auth"
  image         = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/bodybroker/auth@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  ports         = { health = 8080 }
  environment   = { BB_LOG_LEVEL = "info", BB_HEALTH_HOST = "0.0.0.0" }
  secrets       = { BB_SERVICE_SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:bodybroker/auth-AbCdEf:BB_SERVICE_SECRET::" }
  drain_seconds = 25
  log_group     = "/bodybroker/services/auth"
  region        = "eu-central-1"
}

run "hardened" {
  command = plan

  assert {
    condition     = output.definition.readonlyRootFilesystem && !output.definition.privileged && output.definition.user == "65532:65532" && output.definition.linuxParameters.capabilities.drop == ["ALL"]
    error_message = "read-only root, nonroot, no capabilities"
  }
  assert {
    condition     = output.definition.healthCheck.command == ["CMD", "/nodejs/bin/node", "/app/healthcheck.mjs", "livez"] && output.definition.healthCheck.startPeriod == 60
    error_message = "exec form: the image has no shell"
  }
  assert {
    condition     = output.definition.stopTimeout == 35
    error_message = "the process must be let finish"
  }
  assert {
    condition     = jsondecode(output.json)[0].secrets == [{ name = "BB_SERVICE_SECRET", valueFrom = var.secrets.BB_SERVICE_SECRET }]
    error_message = "secrets by reference"
  }
  assert {
    condition     = [for each in output.definition.environment : each.name] == ["BB_HEALTH_HOST", "BB_LOG_LEVEL"]
    error_message = "in order, or each plan makes a revision"
  }
}

run "runs_what_others_have_made" {
  command = plan

  variables {
    health_command = ["/healthcheck"]
    user           = "59000:59000"
  }

  assert {
    condition     = output.definition.healthCheck.command == ["CMD", "/healthcheck"] && output.definition.user == "59000:59000"
    error_message = "by its own check, as its own user"
  }
}

run "refuses_root" {
  command = plan

  variables {
    user = "0:0"
  }

  expect_failures = [var.user]
}

run "refuses_to_go_unchecked" {
  command = plan

  variables {
    health_command = []
  }

  expect_failures = [var.health_command]
}

run "refuses_latest" {
  command = plan

  variables {
    image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/bodybroker/auth:latest"
  }

  expect_failures = [var.image]
}

run "refuses_a_secret_in_the_open" {
  command = plan

  variables {
    secrets = { BB_SERVICE_SECRET = "correct horse" }
  }

  expect_failures = [var.secrets]
}

run "refuses_a_drain_longer_than_fargate_waits" {
  command = plan

  variables {
    drain_seconds = 115
  }

  expect_failures = [var.drain_seconds]
}
