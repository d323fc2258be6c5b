output "url" {
  description = "Where clients call."
  value       = module.gateway.url
}

output "cluster_name" {
  description = "ECS cluster."
  value       = module.cluster.name
}

output "services" {
  description = "By service: ECS name, log group, secret and the keys it has to hold, Redis user, roles."
  value = { for name, service in module.service : name => {
    name          = service.name
    log_group     = service.log_group_name
    secret_arn    = aws_secretsmanager_secret.service[name].arn
    secret_keys   = sort(tolist(local.secret_names[name]))
    redis_user_id = lookup(module.redis.user_ids, name, null)
    roles         = service.roles
  } }
}

output "redis" {
  description = "Replication group, its nodes and url."
  value       = { id = module.redis.id, member_clusters = module.redis.member_clusters, url = module.redis.url }
}

output "nats" {
  description = "Url, nodes, bucket of their configuration, namespace of their metrics."
  value = {
    url              = module.nats.client_url
    nodes            = module.nats.nodes
    config_bucket    = module.nats.config_bucket
    metric_namespace = module.nats.metric_namespace
    target_group     = module.nats.target_group
    ca_parameter_arn = module.pki.certificate_parameter_arn
  }
}

output "gateway" {
  description = "How metrics name the load balancer, its target group and the web ACL."
  value       = merge(module.gateway.arn_suffixes, { web_acl = module.gateway.web_acl_name })
}

output "network" {
  description = "VPC, private subnets by zone, group of what services reach."
  value = {
    vpc_id                     = module.network.vpc_id
    private_subnet_ids         = module.network.private_subnet_ids
    services_security_group_id = aws_security_group.services.id
  }
}

output "kms_key_arns" {
  description = "Keys by what they encrypt."
  value       = { for name, key in module.key : name => key.arn }
}

output "alarms" {
  description = "Topics, dashboard, the workspace of Prometheus, what each alarm watches, and what CloudWatch bills for."
  value = {
    topic_arns = module.observability.topic_arns
    dashboard  = module.observability.dashboard_name
    prometheus = module.observability.prometheus
    watched    = module.observability.alarms
    billable   = module.observability.billable
  }
}

output "metrics" {
  description = "What fills the managed Prometheus, by name: its secret and the keys it has to hold, its roles. Empty without a managed Prometheus."
  value = { for name, run in merge(
    { for collector in values(module.collector) : local.collector_name => collector },
    { for exporter in values(module.redis_exporter) : local.exporter_name => exporter },
    ) : name => {
    secret_arn  = one([for key, secret in aws_secretsmanager_secret.collector : secret.arn if key == name])
    secret_keys = sort(values(lookup(local.collector_secrets, name, {})))
    log_group   = run.log_group_name
    roles       = run.roles
  } }
}

output "cost" {
  description = "US dollars a month by line, their sum, the table, what it is based on and the prices."
  value       = { lines = module.cost.lines, total = module.cost.total, table = module.cost.table, basis = module.cost.basis, prices = module.cost.prices }
}
