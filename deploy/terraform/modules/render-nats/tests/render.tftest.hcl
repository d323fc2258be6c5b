variables {
  cluster_name       = "shop-test"
  zone_name          = "nats.shop.internal"
  hosted_zone_id     = "Z0123456789"
  availability_zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  config_bucket      = "shop-test-config"
  kms_key_arn        = "arn:aws:kms:eu-central-1:111122223333:key/k"
  aws                = { partition = "aws", region = "eu-central-1", account_id = "111122223333" }
  certificate_authority = {
    arn               = "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/ca"
    signing_algorithm = "SHA256WITHECDSA"
    template_arn      = "arn:aws:acm-pca:::template/EndEntityCertificate/V1"
  }
  server = { version = "2.12.5", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
}

run "nodes_are_spread_two_two_one" {
  command = plan

  assert {
    condition     = { for name, node in output.nodes : name => node.availability_zone } == { nats-0 = "eu-central-1a", nats-1 = "eu-central-1b", nats-2 = "eu-central-1c", nats-3 = "eu-central-1a", nats-4 = "eu-central-1b" }
    error_message = "five nodes over three zones must be 2-2-1"
  }
}

run "every_node_knows_all_routes_and_its_zone" {
  command = plan

  assert {
    condition = alltrue(flatten([for name, conf in output.nats_conf : [
      for peer in keys(output.nodes) : strcontains(conf, "\"tls://${peer}.nats.shop.internal:6222\"")
    ]]))
    error_message = "each nats.conf must list every route"
  }

  assert {
    condition     = alltrue([for name, conf in output.nats_conf : strcontains(conf, "server_tags: [\"az:${output.nodes[name].availability_zone}\"]") && strcontains(conf, "unique_tag: \"az:\"")])
    error_message = "each server must carry its zone as a tag, and streams be spread by it"
  }
}

run "writes_through_by_default" {
  command = plan

  assert {
    condition     = alltrue([for conf in values(output.nats_conf) : strcontains(conf, "sync_interval: always")])
    error_message = "sync_interval must be always unless told otherwise"
  }
}

run "sync_interval_can_be_a_time" {
  command = plan

  variables {
    jetstream = { sync_interval = "2m" }
  }

  assert {
    condition     = alltrue([for conf in values(output.nats_conf) : strcontains(conf, "sync_interval: \"2m\"")])
    error_message = "a time must reach nats.conf quoted"
  }
}

run "a_policy_is_for_one_node" {
  command = plan

  assert {
    condition     = alltrue([for name, policy in output.policies : alltrue([for other in keys(output.nodes) : other == name || !strcontains(policy, other)])])
    error_message = "no node's policy may name another node"
  }

  assert {
    condition = alltrue([for policy in values(output.policies) : sort(flatten([
      for statement in jsondecode(policy).Statement : statement.Action if statement.Resource == "*"
    ])) == tolist(["autoscaling:DescribeAutoScalingGroups", "cloudwatch:PutMetricData", "ec2:DescribeVolumes"])])
    error_message = "only what AWS cannot limit to a resource may be for all resources"
  }
}

run "user_data_fits" {
  command = plan

  assert {
    condition     = alltrue([for data in values(output.user_data) : length(base64gzip(data)) * 3 / 4 <= 16384])
    error_message = "EC2 takes 16384 bytes of user data"
  }
}

run "refuses_an_old_server" {
  command = plan

  variables {
    server = { version = "2.11.9", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
  }

  expect_failures = [var.server]
}

run "refuses_a_checksum_of_another_length" {
  command = plan

  variables {
    server = { version = "2.12.5", sha256 = "0123" }
  }

  expect_failures = [var.server]
}

run "refuses_two_zones" {
  command = plan

  variables {
    availability_zones = ["eu-central-1a", "eu-central-1b"]
  }

  expect_failures = [var.availability_zones]
}

run "refuses_a_boot_bound_shorter_than_its_steps" {
  command = plan

  variables {
    seconds = { boot = 300 }
  }

  expect_failures = [var.seconds]
}

run "refuses_a_certificate_renewed_too_late" {
  command = plan

  variables {
    certificate = { days = 7, renew_before_hours = 12 }
  }

  expect_failures = [var.certificate]
}

run "refuses_an_unknown_sync_interval" {
  command = plan

  variables {
    jetstream = { sync_interval = "never" }
  }

  expect_failures = [var.jetstream]
}
