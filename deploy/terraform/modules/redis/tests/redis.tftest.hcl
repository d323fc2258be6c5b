mock_provider "aws" {
  mock_resource "aws_elasticache_replication_group" {
    defaults = { configuration_endpoint_address = "clustercfg.bodybroker.example.cache.amazonaws.com" }
  }
}

variables {
  name                      = "bodybroker-test"
  services                  = ["auth", "payment"]
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-a", "subnet-b", "subnet-c"]
  client_security_group_ids = { services = "sg-services" }
  kms_key_arn               = "arn:aws:kms:eu-central-1:111122223333:key/data"
  logs_kms_key_arn          = "arn:aws:kms:eu-central-1:111122223333:key/logs"
}

run "three_shards_that_survive_a_zone" {
  command = apply

  assert {
    condition     = aws_elasticache_replication_group.this.num_node_groups == 3 && aws_elasticache_replication_group.this.replicas_per_node_group == 1
    error_message = "3 × (1 + 1)"
  }
  assert {
    condition     = aws_elasticache_replication_group.this.multi_az_enabled && aws_elasticache_replication_group.this.automatic_failover_enabled
    error_message = "replicas stand in other zones and take over"
  }
  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_mode == "required" && aws_elasticache_replication_group.this.kms_key_id == var.kms_key_arn
    error_message = "encrypted on the wire and at rest"
  }
  assert {
    condition     = one([for each in aws_elasticache_parameter_group.this.parameter : each.value if each.name == "maxmemory-policy"]) == "noeviction"
    error_message = "state is never pushed out"
  }
  assert {
    condition     = aws_elasticache_replication_group.this.snapshot_retention_limit == 7
    error_message = "snapshots"
  }
  assert {
    condition     = output.url == "rediss://clustercfg.bodybroker.example.cache.amazonaws.com:6379"
    error_message = "the services are given the configuration endpoint, over TLS"
  }
}

run "a_service_reaches_its_own_keys_only" {
  command = plan

  assert {
    condition     = startswith(aws_elasticache_user.service["payment"].access_string, "on ~bb:payment:* ") && aws_elasticache_user.service["payment"].user_name == "payment"
    error_message = "own keys"
  }
  assert {
    condition     = aws_elasticache_user.default.access_string == "off ~* -@all"
    error_message = "the default user can do nothing"
  }
  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.clients)) == toset(["services"]) && aws_vpc_security_group_ingress_rule.clients["services"].referenced_security_group_id == "sg-services"
    error_message = "only services connect"
  }
}

run "ids_of_users_fit_into_forty_characters" {
  command = plan

  variables {
    name     = "bodybroker-production"
    services = keys(jsondecode(file("../../services.json")))
  }

  assert {
    condition     = alltrue([for user in aws_elasticache_user.service : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", user.user_id)) && length(user.user_id) <= 40])
    error_message = "ElastiCache refuses longer ones"
  }
  assert {
    condition     = length(distinct([for user in aws_elasticache_user.service : user.user_id])) == 23
    error_message = "each has its own"
  }
}

run "refuses_a_shard_without_a_replica" {
  command = plan

  variables {
    replicas_per_shard = 0
  }

  expect_failures = [var.replicas_per_shard]
}
