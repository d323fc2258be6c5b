mock_provider "aws" {
  override_data {
    target = data.aws_region.current
    values = { region = "eu-central-1" }
  }
  override_data {
    target = data.aws_caller_identity.current
    values = { account_id = "111122223333" }
  }
}

variables {
  name               = "auth"
  cluster            = { name = "bodybroker-test", arn = "arn:aws:ecs:eu-central-1:111122223333:cluster/bodybroker-test" }
  image              = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/bodybroker/auth:1.0.0"
  repository_arn     = "arn:aws:ecr:eu-central-1:111122223333:repository/bodybroker/auth"
  environment        = { BB_HEALTH_HOST = "0.0.0.0" }
  secret             = { arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:bodybroker-test/auth-AbCdEf", kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/secrets" }
  secrets            = { BB_NATS_NKEY_SEED = "BB_NATS_NKEY_SEED", BB_SERVICE_SECRET = "BB_SERVICE_SECRET" }
  namespace_id       = "ns-1"
  health_port        = 8080
  drain_seconds      = 25
  vpc_id             = "vpc-1"
  subnet_ids         = ["subnet-a", "subnet-b", "subnet-c"]
  security_group_ids = ["sg-services"]
  logs_kms_key_arn   = "arn:aws:kms:eu-central-1:111122223333:key/logs"
}

run "rolls_out_safely" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "a bad revision is taken back"
  }
  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 100 && aws_ecs_service.this.deployment_maximum_percent == 200
    error_message = "never fewer than there should be"
  }
  assert {
    condition     = aws_ecs_service.this.availability_zone_rebalancing == "ENABLED" && aws_ecs_service.this.desired_count == 2
    error_message = "two tasks in two zones"
  }
  assert {
    condition     = aws_ecs_service.this.network_configuration[0].assign_public_ip == false && aws_ecs_service.this.enable_execute_command == false
    error_message = "no public address, no shell"
  }
  assert {
    condition     = aws_ecs_task_definition.this.cpu == "256" && aws_ecs_task_definition.this.memory == "512"
    error_message = "the smallest by default"
  }
  assert {
    condition     = length(aws_ecs_service.this.load_balancer) == 0 && length(aws_vpc_security_group_ingress_rule.http) == 0 && length(aws_appautoscaling_policy.requests) == 0
    error_message = "nothing comes in but over NATS"
  }
  assert {
    condition     = [for each in aws_ecs_service.this.capacity_provider_strategy : each.capacity_provider] == ["FARGATE"]
    error_message = "no Spot unless asked for"
  }
}

run "has_the_least_permissions" {
  command = apply

  assert {
    condition     = length(aws_iam_role_policy.exec) == 0 && length(aws_iam_role_policy.task) == 0
    error_message = "the process may do nothing in AWS"
  }
  assert {
    condition     = toset(flatten([for each in data.aws_iam_policy_document.execution.statement : each.actions])) == toset(["ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue", "kms:Decrypt"])
    error_message = "starting takes these actions, and no others"
  }
  assert {
    condition     = toset([for each in data.aws_iam_policy_document.execution.statement : each.sid if contains(each.resources, "*")]) == toset(["RegistryToken"])
    error_message = "all but the token is for one resource"
  }
  assert {
    condition     = one([for each in data.aws_iam_policy_document.execution.statement : each.resources if each.sid == "Secret"]) == toset([var.secret.arn])
    error_message = "its own secret"
  }
  assert {
    condition     = contains([for each in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets : each.valueFrom], "${var.secret.arn}:BB_NATS_NKEY_SEED::")
    error_message = "secrets by key of the service's secret"
  }
}

run "takes_requests_behind_a_load_balancer" {
  command = plan

  variables {
    http = {
      port                     = 8000
      target_group_arn         = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/gateway/0123456789abcdef"
      client_security_group_id = "sg-alb"
      resource_label           = "app/alb/0/targetgroup/gateway/1"
    }
    spot_weight = 50
    tasks       = { min = 3, max = 8 }
  }

  assert {
    condition     = one(aws_ecs_service.this.load_balancer).container_port == 8000 && aws_vpc_security_group_ingress_rule.http[0].referenced_security_group_id == "sg-alb"
    error_message = "from the load balancer, to its port"
  }
  assert {
    condition     = aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ALBRequestCountPerTarget"
    error_message = "grows with requests"
  }
  assert {
    condition     = aws_appautoscaling_target.this.min_capacity == 3 && aws_appautoscaling_target.this.max_capacity == 8
    error_message = "bounds"
  }
  assert {
    condition     = toset([for each in aws_ecs_service.this.capacity_provider_strategy : each.capacity_provider]) == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "half on Spot"
  }
}

run "is_found_by_name" {
  command = plan

  assert {
    condition     = aws_service_discovery_service.this.name == "auth" && one(aws_service_discovery_service.this.dns_config).routing_policy == "MULTIVALUE"
    error_message = "a name with the address of each task"
  }
  assert {
    condition     = one(one(aws_service_discovery_service.this.dns_config).dns_records).type == "A" && length(aws_service_discovery_service.this.health_check_custom_config) == 0
    error_message = "of tasks that are unwell as well"
  }
}

run "does_in_aws_what_it_is_let" {
  command = plan

  variables {
    secret        = null
    secrets       = {}
    task_policies = { write-samples = "{}" }
  }

  assert {
    condition     = keys(aws_iam_role_policy.task) == ["write-samples"] && aws_iam_role.task.description == "What auth may do in AWS: write-samples"
    error_message = "one policy"
  }
  assert {
    condition     = !contains([for each in data.aws_iam_policy_document.execution.statement : each.sid], "Secret")
    error_message = "no secret, no permission to read one"
  }
}

run "refuses_secrets_from_nowhere" {
  command = plan

  variables {
    secret = null
  }

  expect_failures = [var.secrets]
}

run "refuses_tasks_that_nobody_would_see" {
  command = plan

  variables {
    tasks = { min = 3, max = 12 }
  }

  expect_failures = [var.tasks]
}

run "shell_only_when_asked_for" {
  command = plan

  variables {
    exec_enabled = true
  }

  assert {
    condition     = length(aws_iam_role_policy.exec) == 1 && aws_ecs_service.this.enable_execute_command
    error_message = "shell"
  }
}

run "refuses_what_fargate_does_not_sell" {
  command = plan

  variables {
    cpu    = 256
    memory = 4096
  }

  expect_failures = [var.memory]
}
