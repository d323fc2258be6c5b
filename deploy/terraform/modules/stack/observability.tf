# Alarms on everything above, for the same map of services.
module "observability" {
  source = "../observability"

  name         = var.name
  cluster_name = module.cluster.name

  services = merge(
    { for name in keys(local.services) : name => {
      min_tasks      = local.tasks[name].min
      log_group_name = module.service[name].log_group_name
    } },
    # Without them nobody is worse served, and Prometheus is blind.
    { for name, run in merge(
      { for collector in values(module.collector) : local.collector_name => collector },
      { for exporter in values(module.redis_exporter) : local.exporter_name => exporter },
      ) : name => {
      min_tasks      = local.collector_tasks.min
      log_group_name = run.log_group_name
      serves_players = false
    } },
  )

  gateway = {
    load_balancer = module.gateway.arn_suffixes.load_balancer
    target_group  = module.gateway.arn_suffixes.target_group
    web_acl       = module.gateway.web_acl_name
  }

  nats = {
    # The cluster is named as the environment; its nodes publish under that name.
    cluster          = var.name
    metric_namespace = module.nats.metric_namespace
    nodes            = { for name, node in module.nats.nodes : name => { group_name = node.group_name } }
    load_balancer    = module.nats.target_group.load_balancer
    target_group     = module.nats.target_group.target_group
  }

  redis = {
    id                 = module.redis.id
    shards             = var.redis.shards
    replicas_per_shard = var.redis.replicas_per_shard
  }

  certificates   = { gateway = module.gateway.certificate_arn }
  private_ca_arn = module.pki.certificate_authority.arn

  prometheus_rules = var.alarms.prometheus ? {
    for file in fileset("${path.module}/../../../monitoring/prometheus/rules", "*.yaml") :
    trimsuffix(file, ".yaml") => file("${path.module}/../../../monitoring/prometheus/rules/${file}")
  } : null

  subscriptions      = var.alarms.subscriptions
  thresholds         = var.alarms.thresholds
  monthly_budget_usd = var.alarms.monthly_budget_usd
  kms_key_arn        = module.key["logs"].arn
  log_retention_days = var.log_retention_days
  tags               = var.tags
}
