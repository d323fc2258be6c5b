locals {
  # Generated from the workspace: tools/infra/services/generate.mjs.
  services = jsondecode(file("${path.module}/../../services.json"))

  # Facts of the workspace with the choices of the environment.
  settings = { for name, service in local.services : name => merge(
    var.service_defaults,
    { for key, value in try(var.services[name], {}) : key => value if value != null },
  ) }

  # None at first: the images and the secrets have to be there before.
  tasks = { for name, setting in local.settings : name => var.run_services ? setting.tasks : merge(setting.tasks, { min = 0, max = 0 }) }

  # What a released service is called in the registry; a digest takes its place once one is given.
  images = { for name, service in local.services : name => lookup(var.images, name, null) != null
    ? "${local.repositories[name]}@${var.images[name]}"
    : "${local.repositories[name]}:${jsondecode(file("${path.module}/../../../../apps/${name}/package.json")).version}"
  }
  repositories = { for name in keys(local.services) : name => "${var.registry.account_id}.dkr.ecr.${var.registry.region}.amazonaws.com/${var.registry.prefix}/${name}" }

  common_environment = {
    BB_HEALTH_HOST     = "0.0.0.0"
    BB_LOG_LEVEL       = var.log_level
    BB_NATS_URL        = module.nats.client_url
    BB_NATS_TLS_CA_PEM = module.pki.certificate_pem
    BB_REDIS_URL       = module.redis.url
    BB_REDIS_CLUSTER   = "true"
  }

  # What has to be the same in every service that has it.
  shared_environment = merge(
    { BB_WORLD_SEED = var.world_seed },
    local.hands_on_traces ? { BB_OTLP_ENDPOINT = "http://${local.collector_name}.${aws_service_discovery_private_dns_namespace.tasks.name}:${local.otlp_port}" } : {},
  )

  idle_timeout_seconds = 60

  gateway_environment = {
    BB_HTTP_HOST       = "0.0.0.0"
    BB_HTTP_PORT       = tostring(local.services["gateway"].http_port)
    BB_TRUSTED_PROXIES = "1"
    # Longer than the idle timeout of the load balancer: it must be the one that closes, or it sends requests into closed connections.
    BB_KEEP_ALIVE_MS = tostring((local.idle_timeout_seconds + 5) * 1000)
  }

  environment = { for name, service in local.services : name => merge(
    local.common_environment,
    { BB_HEALTH_PORT = tostring(service.health_port), BB_REDIS_USERNAME = name },
    { for variable, value in local.shared_environment : variable => value if contains(service.variables, variable) },
    service.http_port == null ? {} : local.gateway_environment,
    local.settings[name].environment,
  ) }

  secret_names = { for name, service in local.services : name => setunion(
    service.uses_nats ? ["BB_NATS_NKEY_SEED"] : [],
    service.uses_redis ? ["BB_REDIS_PASSWORD"] : [],
    setintersection(service.required, service.secrets),
    local.settings[name].secret_names,
  ) }
}

# One secret for each service: a JSON object with a key for each secret setting. Its value is put there by the operator and is
# never in Terraform's state: see README.
resource "aws_secretsmanager_secret" "service" {
  for_each = local.services

  name                    = "${var.name}/${each.key}"
  description             = "Settings of ${each.key}: ${join(", ", sort(tolist(local.secret_names[each.key])))}"
  kms_key_id              = module.key["secrets"].arn
  recovery_window_in_days = 30
  tags                    = merge(var.tags, { Service = each.key })
}

module "service" {
  source   = "../ecs-service"
  for_each = local.services

  name           = each.key
  cluster        = { name = module.cluster.name, arn = module.cluster.arn }
  image          = local.images[each.key]
  repository_arn = "arn:aws:ecr:${var.registry.region}:${var.registry.account_id}:repository/${var.registry.prefix}/${each.key}"

  cpu              = local.settings[each.key].cpu
  memory           = local.settings[each.key].memory
  cpu_architecture = var.cpu_architecture
  spot_weight      = local.settings[each.key].spot_weight
  tasks            = local.tasks[each.key]

  environment   = local.environment[each.key]
  secret        = { arn = aws_secretsmanager_secret.service[each.key].arn, kms_key_arn = module.key["secrets"].arn }
  secrets       = { for name in local.secret_names[each.key] : name => name }
  health_port   = each.value.health_port
  drain_seconds = each.value.drain_seconds

  http = each.value.http_port == null ? null : {
    port                     = each.value.http_port
    target_group_arn         = module.gateway.target_group_arn
    client_security_group_id = module.gateway.security_group_id
    resource_label           = "${module.gateway.arn_suffixes.load_balancer}/${module.gateway.arn_suffixes.target_group}"
  }

  metrics_client_security_group_ids = local.collector_group

  vpc_id             = module.network.vpc_id
  subnet_ids         = values(module.network.private_subnet_ids)
  namespace_id       = aws_service_discovery_private_dns_namespace.tasks.id
  security_group_ids = concat([aws_security_group.services.id], local.settings[each.key].calls_internet ? [aws_security_group.internet.id] : [])
  logs_kms_key_arn   = module.key["logs"].arn
  log_retention_days = var.log_retention_days
  tags               = merge(var.tags, { Service = each.key })
}
