# Plans only: the volumes of NATS refuse to be destroyed, which is what a test does at its end.
mock_provider "aws" {
  override_during = plan

  mock_data "aws_availability_zones" {
    defaults = { names = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"] }
  }
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
    defaults = { arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:bodybroker-production/service-AbCdEf" }
  }
}

variables {
  region            = "us-east-1"
  account_id        = "111122223333"
  domain            = { name = "api.example.com", hosted_zone_id = "Z1" }
  registry          = { account_id = "111122223333", region = "us-east-1" }
  world_seed        = "test"
  nats_ami_id       = "ami-0123456789abcdef0"
  nats_server       = { version = "2.12.5", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
  nats_exporter     = { version = "0.20.2", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
  nats_nkeys        = { for name in keys(jsondecode(file("../../services.json"))) : name => "UCX2H4RLYVNSPTC2JZ2ZQZZ5UAODMPQLG5QVTJSMMPWLMCE4LWQZMBNB" }
  stripe_return_url = "https://play.example.com/paid"
}

run "all_of_it" {
  command = plan

  assert {
    condition     = length(output.services) == 23 && output.url == "https://api.example.com"
    error_message = "23 services behind one name"
  }
  assert {
    condition     = length(output.nats.nodes) == 5 && toset([for node in values(output.nats.nodes) : node.availability_zone]) == toset(["us-east-1a", "us-east-1b", "us-east-1c"])
    error_message = "five nodes over three zones"
  }
  assert {
    condition     = output.services["payment"].secret_keys == tolist(["BB_NATS_NKEY_SEED", "BB_REDIS_PASSWORD", "BB_STRIPE_SECRET", "BB_STRIPE_WEBHOOK_SECRET"])
    error_message = "real money: the sandbox's secrets are not even there"
  }
}

run "costs_what_it_costs" {
  command = plan

  assert {
    condition     = output.cost.lines["Redis, 6 × cache.r7g.large"] == 959 && output.cost.lines["NATS, 5 × m6i.large"] == 350
    error_message = "sizes of production"
  }
  assert {
    condition     = output.cost.total < 3300
    error_message = "dearer than it should be: ${output.cost.total} USD a month"
  }
}

run "refuses_payers_over_plain_http" {
  command = plan

  variables {
    stripe_return_url = "http://play.example.com/paid"
  }

  expect_failures = [var.stripe_return_url]
}

run "refuses_a_registry_that_tasks_do_not_reach" {
  command = plan

  variables {
    registry = { account_id = "111122223333", region = "eu-central-1" }
  }

  expect_failures = [var.registry]
}
