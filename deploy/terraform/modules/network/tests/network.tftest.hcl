mock_provider "aws" {
  override_data {
    target = data.aws_region.current
    values = { region = "eu-central-1" }
  }
}

variables {
  name               = "bodybroker-test"
  availability_zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  logs_kms_key_arn   = "arn:aws:kms:eu-central-1:111122223333:key/logs"
}

run "three_zones_without_public_addresses" {
  command = apply

  assert {
    condition     = length(aws_subnet.private) == 3 && length(aws_subnet.public) == 3
    error_message = "a private and a public subnet a zone"
  }
  assert {
    condition     = alltrue([for subnet in aws_subnet.public : subnet.map_public_ip_on_launch == false])
    error_message = "nothing gets a public address by itself"
  }
  assert {
    condition     = length(distinct(concat([for s in aws_subnet.private : s.cidr_block], [for s in aws_subnet.public : s.cidr_block]))) == 6
    error_message = "subnets must not share addresses"
  }
  assert {
    condition     = toset(keys(aws_vpc_endpoint.interface)) == toset(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages"])
    error_message = "endpoints a task and a node need"
  }
  assert {
    condition     = aws_vpc_endpoint.interface["ecr.dkr"].service_name == "com.amazonaws.eu-central-1.ecr.dkr" && aws_vpc_endpoint.s3.service_name == "com.amazonaws.eu-central-1.s3"
    error_message = "names of endpoints"
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 3 && aws_route.nat["eu-central-1b"].nat_gateway_id == aws_nat_gateway.this["eu-central-1b"].id
    error_message = "each zone has its own way out"
  }
  assert {
    condition     = aws_cloudwatch_log_group.flow.kms_key_id == var.logs_kms_key_arn && aws_cloudwatch_log_group.flow.retention_in_days == 30
    error_message = "flow log"
  }
}

run "one_nat_for_all_zones" {
  command = apply

  variables {
    nat            = "single"
    endpoint_zones = 1
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && alltrue([for route in aws_route.nat : route.nat_gateway_id == aws_nat_gateway.this["eu-central-1a"].id])
    error_message = "all zones leave over the first"
  }
  assert {
    condition     = length(aws_vpc_endpoint.interface["logs"].subnet_ids) == 1
    error_message = "endpoints in one zone"
  }
}

run "no_nat" {
  command = plan

  variables {
    nat = "none"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_route.nat) == 0
    error_message = "no way out"
  }
}

run "refuses_two_zones" {
  command = plan

  variables {
    availability_zones = ["eu-central-1a", "eu-central-1b"]
  }

  expect_failures = [var.availability_zones]
}
