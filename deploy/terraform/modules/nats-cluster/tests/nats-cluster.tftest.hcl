# Plans only: the volumes refuse to be destroyed, which is what a test does at its end.
mock_provider "aws" {
  override_during = plan

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
}

variables {
  name                   = "shop-test"
  vpc_id                 = "vpc-1"
  private_subnet_ids     = { eu-central-1a = "subnet-a", eu-central-1b = "subnet-b", eu-central-1c = "subnet-c" }
  zone                   = { id = "Z0123456789", name = "shop.internal" }
  kms_key_arn            = "arn:aws:kms:eu-central-1:111122223333:key/k"
  ca_certificate_pem     = "-----BEGIN CERTIFICATE-----"
  accounts_conf          = "include \"nkeys.conf\"\n"
  nkeys                  = { state-manager = "UCX2H4RLYVNSPTC2JZ2ZQZZ5UAODMPQLG5QVTJSMMPWLMCE4LWQZMBNB" }
  client_security_groups = { services = "sg-services", gateway = "sg-gateway" }
  ami_id                 = "ami-0123456789abcdef0"
  server                 = { version = "2.12.5", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }
  certificate_authority = {
    arn               = "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/ca"
    signing_algorithm = "SHA256WITHECDSA"
    template_arn      = "arn:aws:acm-pca:::template/EndEntityCertificate/V1"
  }
}

run "one_group_of_one_in_one_zone_for_each_node" {
  command = plan

  assert {
    condition     = { for name, group in aws_autoscaling_group.node : name => tolist(group.vpc_zone_identifier)[0] } == { nats-0 = "subnet-a", nats-1 = "subnet-b", nats-2 = "subnet-c", nats-3 = "subnet-a", nats-4 = "subnet-b" }
    error_message = "each group must be in the subnet of its node's zone"
  }

  assert {
    condition     = alltrue([for group in values(aws_autoscaling_group.node) : group.min_size == 1 && group.max_size == 1 && length(group.vpc_zone_identifier) == 1])
    error_message = "each group must hold exactly one instance"
  }

  assert {
    condition     = alltrue([for name, volume in aws_ebs_volume.data : volume.availability_zone == { subnet-a = "eu-central-1a", subnet-b = "eu-central-1b", subnet-c = "eu-central-1c" }[tolist(aws_autoscaling_group.node[name].vpc_zone_identifier)[0]]])
    error_message = "a volume must be where its node is"
  }
}

run "a_launch_that_says_nothing_is_abandoned" {
  command = plan

  assert {
    condition = alltrue([for group in values(aws_autoscaling_group.node) : anytrue([for hook in group.initial_lifecycle_hook :
    hook.name == "launch" && hook.default_result == "ABANDON" && hook.heartbeat_timeout > 1200])])
    error_message = "the launch hook must abandon, later than the node gives up by itself"
  }

  assert {
    condition = alltrue([for group in values(aws_autoscaling_group.node) : anytrue([for hook in group.initial_lifecycle_hook :
    hook.name == "terminate" && hook.heartbeat_timeout > 100])])
    error_message = "the termination hook must leave the time to drain"
  }
}

run "a_node_finds_one_volume_by_its_tags" {
  command = plan

  assert {
    condition     = alltrue([for name, volume in aws_ebs_volume.data : volume.tags["NatsNode"] == name && volume.tags["NatsCluster"] == "shop-test"])
    error_message = "the data volume must carry the node's tags"
  }

  assert {
    condition = alltrue(flatten([for template in values(aws_launch_template.node) : [
      for specification in template.tag_specifications : specification.resource_type != "volume" || !contains(keys(specification.tags), "NatsNode")
    ]]))
    error_message = "the root volume must not carry the node's tags"
  }
}

run "volumes_are_encrypted_and_large" {
  command = plan

  assert {
    condition     = alltrue([for volume in values(aws_ebs_volume.data) : volume.encrypted && volume.size == 500 && volume.type == "gp3" && volume.kms_key_id == var.kms_key_arn])
    error_message = "500 GB of gp3 with our key"
  }
}

run "metadata_needs_a_token" {
  command = plan

  assert {
    condition     = alltrue([for template in values(aws_launch_template.node) : template.metadata_options[0].http_tokens == "required" && template.metadata_options[0].http_put_response_hop_limit == 1])
    error_message = "IMDSv2 only, from the instance itself only"
  }

  assert {
    condition     = alltrue([for template in values(aws_launch_template.node) : template.network_interfaces[0].associate_public_ip_address == "false" && template.key_name == null])
    error_message = "no public address, no SSH key"
  }
}

run "the_balancer_asks_the_server_about_itself" {
  command = plan

  assert {
    condition     = aws_lb.this.internal && aws_lb_target_group.clients.health_check[0].path == "/healthz?js-server-only=true" && aws_lb_target_group.clients.health_check[0].port == "8222"
    error_message = "internal, and healthy by js-server-only"
  }

  assert {
    condition     = aws_lb_listener.clients.protocol == "TCP" && aws_lb_listener.clients.port == 4222 && output.client_url == "tls://nats.shop.internal:4222"
    error_message = "TLS must pass through"
  }
}

run "ports_are_open_to_those_named" {
  command = plan

  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.clients)) == toset(["balancer/services", "balancer/gateway", "node/services", "node/gateway"])
    error_message = "clients must reach the balancer and the nodes"
  }

  assert {
    condition = alltrue(concat(
      [for rule in values(aws_vpc_security_group_ingress_rule.clients) : rule.cidr_ipv4 == null && rule.from_port == 4222 && rule.to_port == 4222],
      [for rule in values(aws_vpc_security_group_ingress_rule.balancer) : rule.cidr_ipv4 == null],
      [aws_vpc_security_group_ingress_rule.routes.cidr_ipv4 == null && aws_vpc_security_group_ingress_rule.routes.from_port == 6222],
    ))
    error_message = "no port is open to an address"
  }
}

run "monitoring_reaches_server_and_exporter" {
  command = plan

  variables {
    monitoring_security_groups = { collector = "sg-collector" }
  }

  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.monitoring : name => rule.from_port } == { "collector/7777" = 7777, "collector/8222" = 8222 }
    error_message = "those named must reach both ports"
  }
}

run "configuration_is_in_the_bucket" {
  command = plan

  assert {
    condition     = toset(concat([for file in aws_s3_object.node : file.key], [for file in aws_s3_object.shared : file.key])) == toset(concat([for name in keys(aws_ebs_volume.data) : "nodes/${name}/nats.conf"], ["shared/accounts.conf", "shared/ca.pem", "shared/nkeys.conf"]))
    error_message = "the bucket must hold what fetch-config.sh fetches"
  }

  assert {
    condition     = aws_s3_object.shared["nkeys.conf"].content == "BB_NKEY_STATE_MANAGER: UCX2H4RLYVNSPTC2JZ2ZQZZ5UAODMPQLG5QVTJSMMPWLMCE4LWQZMBNB\n"
    error_message = "a user's key must be under the name accounts.conf gives it"
  }
}

run "refuses_a_seed_instead_of_a_key" {
  command = plan

  variables {
    nkeys = { state-manager = "S${"U"}AIBDPBAUTWCWBKIO6XHQNINK5FWJW4OHLXC3HQ2KFE4PEJUA44CNHTC4" }
  }

  expect_failures = [var.nkeys]
}

run "refuses_accounts_without_keys" {
  command = plan

  variables {
    accounts_conf = "accounts {}"
  }

  expect_failures = [var.accounts_conf]
}

run "three_nodes_for_a_small_environment" {
  command = plan

  variables {
    node_count = 3
    volume     = { size_gb = 20 }
  }

  assert {
    condition     = length(aws_autoscaling_group.node) == 3 && strcontains(aws_s3_object.node["nats-2"].content, "max_file_store: ${16 * 1073741824}")
    error_message = "the small size must have three nodes, and leave a fifth of its volumes"
  }
}
