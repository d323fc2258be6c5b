data "aws_region" "current" {}

locals {
  full_name = "${var.cluster.name}-${var.name}"
  ports     = merge({ health = var.health_port }, var.http == null ? {} : { http = var.http.port })
}

module "container" {
  source = "../render-container"

  name                 = var.name
  image                = var.image
  ports                = local.ports
  environment          = var.environment
  secrets              = { for name, key in var.secrets : name => "${var.secret.arn}:${key}::" }
  health_command       = var.health_command
  user                 = var.user
  drain_seconds        = var.drain_seconds
  start_period_seconds = var.start_period_seconds
  exec_enabled         = var.exec_enabled
  log_group            = aws_cloudwatch_log_group.this.name
  region               = data.aws_region.current.region
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.cluster.name}/services/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_kms_key_arn
  tags              = var.tags
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.full_name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = module.container.json
  tags                     = var.tags

  # Revisions made by a deployment count: see README.
  track_latest = true
  skip_destroy = true

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.cpu_architecture
  }
}

resource "aws_ecs_service" "this" {
  name             = var.name
  cluster          = var.cluster.arn
  task_definition  = aws_ecs_task_definition.this.arn
  desired_count    = var.tasks.min
  platform_version = "LATEST"
  propagate_tags   = "SERVICE"
  tags             = var.tags

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"
  enable_ecs_managed_tags            = true
  enable_execute_command             = var.exec_enabled
  health_check_grace_period_seconds  = var.http == null ? null : 60

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = var.spot_weight == 0 ? 0 : 1
    weight            = 100 - var.spot_weight
  }

  dynamic "capacity_provider_strategy" {
    for_each = var.spot_weight == 0 ? [] : [var.spot_weight]

    content {
      capacity_provider = "FARGATE_SPOT"
      weight            = capacity_provider_strategy.value
    }
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  deployment_controller {
    type = "ECS"
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = concat([aws_security_group.this.id], var.security_group_ids)
    assign_public_ip = false
  }

  service_registries {
    registry_arn = aws_service_discovery_service.this.arn
  }

  dynamic "load_balancer" {
    for_each = var.http == null ? [] : [var.http]

    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = var.name
      container_port   = load_balancer.value.port
    }
  }

  lifecycle {
    # The number is the autoscaler's; which revision runs is the deployment's (npm run ops -- deploy).
    ignore_changes = [desired_count, task_definition]
  }

  depends_on = [aws_iam_role_policy.execution]
}

# A name with the address of each task, for whoever reads its metrics. Cloud Map checks no health: a task that is unwell has to be seen, too.
resource "aws_service_discovery_service" "this" {
  name        = var.name
  description = "Tasks of ${var.name}"
  tags        = var.tags

  dns_config {
    namespace_id   = var.namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }
}

# What comes in; what goes out is the business of the groups handed in.
resource "aws_security_group" "this" {
  name_prefix = "${local.full_name}-"
  description = "Requests to ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = local.full_name })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "http" {
  count = var.http == null ? 0 : 1

  security_group_id            = aws_security_group.this.id
  description                  = "Requests from the load balancer"
  referenced_security_group_id = var.http.client_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.http.port
  to_port                      = var.http.port
  tags                         = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "metrics" {
  for_each = var.metrics_client_security_group_ids

  security_group_id            = aws_security_group.this.id
  description                  = "Health and metrics, to ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = var.health_port
  to_port                      = var.health_port
  tags                         = var.tags
}
