# Plans only: the volumes of NATS refuse to be destroyed, which is what a test does at its end.
mock_provider "aws" {
  override_during = plan

  mock_data "aws_availability_zones" {
    defaults = { names = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"] }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { region = "eu-central-1" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_resource "aws_acm_certificate" {
    defaults = {
      domain_validation_options = [{
        domain_name           = "api.example.com"
        resource_record_name  = "_x.api.example.com"
        resource_record_type  = "CNAME"
        resource_record_value = "_y.acm-validations.aws"
      }]
    }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:bodybroker-test/service-AbCdEf" }
  }
}

variables {
  name       = "bodybroker-test"
  domain     = { name = "api.example.com", hosted_zone_id = "Z1" }
  registry   = { account_id = "444455556666", region = "eu-central-1" }
  world_seed = "test"
  nats = {
    ami_id   = "ami-0123456789abcdef0"
    server   = { version = "2.12.5", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
    exporter = { version = "0.20.2", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
    nkeys    = { for name in keys(jsondecode(file("../../services.json"))) : name => "UCX2H4RLYVNSPTC2JZ2ZQZZ5UAODMPQLG5QVTJSMMPWLMCE4LWQZMBNB" }
  }
}

run "every_process_of_the_workspace_is_a_service" {
  command = plan

  assert {
    condition     = length(keys(module.service)) == 23 && toset(keys(module.service)) == toset(keys(jsondecode(file("../../services.json"))))
    error_message = "the map drives the services"
  }
  assert {
    condition     = toset(keys(aws_secretsmanager_secret.service)) == toset(keys(module.service))
    error_message = "a secret each"
  }
  assert {
    condition     = aws_secretsmanager_secret.service["auth"].name == "bodybroker-test/auth" && strcontains(aws_secretsmanager_secret.service["auth"].description, "BB_SERVICE_SECRET")
    error_message = "named after the service, and it says which keys it holds"
  }
  assert {
    condition     = length(module.redis.user_ids) == 24
    error_message = "a Redis user each, and one that reads numbers"
  }
}

run "a_service_is_given_what_it_needs_and_no_more" {
  command = plan

  variables {
    services = {
      payment = { secret_names = ["BB_STRIPE_SECRET"], environment = { BB_PAYMENT_PROVIDER = "stripe" } }
    }
  }

  assert {
    condition     = local.secret_names["auth"] == toset(["BB_NATS_NKEY_SEED", "BB_REDIS_PASSWORD", "BB_SERVICE_SECRET"])
    error_message = "its key, its password, and the secret without a default"
  }
  assert {
    condition     = local.secret_names["payment"] == toset(["BB_NATS_NKEY_SEED", "BB_REDIS_PASSWORD", "BB_STRIPE_SECRET"])
    error_message = "what the environment asks for"
  }
  assert {
    condition     = local.environment["payment"]["BB_PAYMENT_PROVIDER"] == "stripe" && local.environment["payment"]["BB_REDIS_USERNAME"] == "payment"
    error_message = "settings"
  }
  assert {
    condition     = local.environment["gateway"]["BB_HTTP_HOST"] == "0.0.0.0" && local.environment["gateway"]["BB_TRUSTED_PROXIES"] == "1" && !contains(keys(local.environment["auth"]), "BB_HTTP_HOST")
    error_message = "only the gateway listens for HTTP"
  }
  assert {
    condition     = local.environment["weather-manager"]["BB_WORLD_SEED"] == "test" && !contains(keys(local.environment["auth"]), "BB_WORLD_SEED")
    error_message = "the seed goes to those that draw from it"
  }
  assert {
    condition     = alltrue([for environment in local.environment : startswith(environment["BB_NATS_URL"], "tls://nats.bodybroker-test.internal") && startswith(environment["BB_REDIS_URL"], "rediss://")])
    error_message = "TLS to both"
  }
}

run "images_by_version_or_digest" {
  command = plan

  variables {
    images = { auth = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }
  }

  assert {
    condition     = local.images["auth"] == "444455556666.dkr.ecr.eu-central-1.amazonaws.com/bodybroker/auth@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    error_message = "digest"
  }
  assert {
    condition     = can(regex("/bodybroker/gateway:[0-9]+\\.[0-9]+\\.[0-9]+$", local.images["gateway"]))
    error_message = "version"
  }
}

run "internet_only_for_those_that_call_it" {
  command = plan

  variables {
    services = { payment = { calls_internet = true } }
  }

  assert {
    condition     = local.settings["payment"].calls_internet && !local.settings["auth"].calls_internet
    error_message = "payment only"
  }
}

run "two_tasks_each_and_none_before_the_images" {
  command = plan

  variables {
    run_services = false
    services     = { gateway = { tasks = { min = 3, max = 8 } } }
  }

  assert {
    condition     = alltrue([for tasks in local.tasks : tasks.min == 0 && tasks.max == 0])
    error_message = "nothing runs at first"
  }
  assert {
    condition     = local.settings["gateway"].tasks.min == 3 && local.settings["auth"].tasks.min == 2
    error_message = "two tasks, or what is asked for"
  }
}

run "refuses_a_service_that_is_not" {
  command = plan

  variables {
    services = { bakery = {} }
  }

  expect_failures = [var.services]
}

run "refuses_a_setting_that_nobody_reads" {
  command = plan

  variables {
    services = { auth = { environment = { BB_STRIPE_URL = "https://example.com" } } }
  }

  expect_failures = [var.services]
}

run "refuses_a_secret_in_the_open" {
  command = plan

  variables {
    services = { payment = { environment = { BB_STRIPE_SECRET = "sk_live_1" } } }
  }

  expect_failures = [var.services]
}

run "refuses_the_seed_of_development" {
  command = plan

  variables {
    world_seed = "nine-wards"
  }

  expect_failures = [var.world_seed]
}

run "refuses_nodes_without_a_way_out" {
  command = plan

  variables {
    network = { nat = "none" }
  }

  expect_failures = [var.network]
}
