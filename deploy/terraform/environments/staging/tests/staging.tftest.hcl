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
    defaults = { arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:bodybroker-staging/service-AbCdEf" }
  }
}

variables {
  region        = "us-east-1"
  account_id    = "111122223333"
  domain        = { name = "api.example.com", hosted_zone_id = "Z1" }
  registry      = { account_id = "111122223333", region = "us-east-1" }
  world_seed    = "test"
  nats_ami_id   = "ami-0123456789abcdef0"
  nats_server   = { version = "2.12.5", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
  nats_exporter = { version = "0.20.2", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
  nats_nkeys    = { for name in keys(jsondecode(file("../../services.json"))) : name => "UCX2H4RLYVNSPTC2JZ2ZQZZ5UAODMPQLG5QVTJSMMPWLMCE4LWQZMBNB" }
}

run "all_of_it_small" {
  command = plan

  assert {
    condition     = length(output.services) == 23 && length(output.nats.nodes) == 3
    error_message = "23 services, three nodes"
  }
  assert {
    condition     = contains(output.services["payment"].secret_keys, "BB_SANDBOX_WEBHOOK_SECRET") && !contains(output.services["payment"].secret_keys, "BB_STRIPE_SECRET")
    error_message = "no real money, and no secrets from the sources"
  }
  assert {
    condition     = output.cost.total < 1150
    error_message = "dearer than it should be: ${output.cost.total} USD a month"
  }
}

run "refuses_an_account_that_is_none" {
  command = plan

  variables {
    account_id = "mine"
  }

  expect_failures = [var.account_id]
}

run "refuses_a_registry_that_tasks_do_not_reach" {
  command = plan

  variables {
    registry = { account_id = "111122223333", region = "eu-central-1" }
  }

  expect_failures = [var.registry]
}
