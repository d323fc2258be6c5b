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
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:111122223333:log-group:prometheus" }
  }
  mock_resource "aws_prometheus_workspace" {
    defaults = { id = "ws-1", arn = "arn:aws:aps:eu-central-1:111122223333:workspace/ws-1", prometheus_endpoint = "https://aps.example/workspaces/ws-1/" }
  }

  override_resource {
    target = aws_sns_topic.this["page"]
    values = { arn = "arn:aws:sns:eu-central-1:111122223333:bodybroker-test-page" }
  }
  override_resource {
    target = aws_sns_topic.this["notify"]
    values = { arn = "arn:aws:sns:eu-central-1:111122223333:bodybroker-test-notify" }
  }
}

variables {
  name         = "bodybroker-test"
  cluster_name = "bodybroker-cluster"
  services = { for name in ["auth", "gateway"] : name => {
    min_tasks      = 2
    log_group_name = "/bodybroker-cluster/services/${name}"
  } }
  gateway = { load_balancer = "app/alb/1", target_group = "targetgroup/gw/2", web_acl = "bodybroker-acl" }
  nats = {
    cluster          = "bodybroker-nats-cluster"
    metric_namespace = "BodyBroker/NATS"
    nodes            = { for index in range(3) : "nats-${index}" => { group_name = "bodybroker-group-${index}" } }
    load_balancer    = "net/nlb/3"
    target_group     = "targetgroup/nats/4"
  }
  redis            = { id = "bodybroker-redis", shards = 1, replicas_per_shard = 1 }
  certificates     = { gateway = "arn:aws:acm:eu-central-1:111122223333:certificate/5" }
  private_ca_arn   = "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/6"
  kms_key_arn      = "arn:aws:kms:eu-central-1:111122223333:key/logs"
  prometheus_rules = { for file in fileset("../../../monitoring/prometheus/rules", "*.yaml") : trimsuffix(file, ".yaml") => file("../../../monitoring/prometheus/rules/${file}") }
  subscriptions = {
    page   = [{ protocol = "https", endpoint = "https://pager.example/bodybroker" }]
    notify = [{ protocol = "email", endpoint = "day@example.com" }]
  }
}

run "every_service_has_its_alarms" {
  command = plan

  variables {
    services = { for name in keys(jsondecode(file("../../services.json"))) : name => {
      min_tasks      = 2
      log_group_name = "/bodybroker-cluster/services/${name}"
    } }
  }

  assert {
    condition = length(var.services) == 23 && alltrue(flatten([for name in keys(var.services) : [
      for kind in ["down", "tasks", "cpu", "memory", "errors"] : contains(keys(output.alarms), "service-${name}-${kind}")
    ]]))
    error_message = "23 services, five alarms each"
  }
  assert {
    condition = alltrue(flatten([for name in keys(var.services) : [for kind in ["down", "tasks", "cpu", "memory"] : [
      for dimensions in values(output.alarms["service-${name}-${kind}"].metrics) : dimensions == { ClusterName = "bodybroker-cluster", ServiceName = name }
    ]]]))
    error_message = "each watches its own service in the right cluster"
  }
  assert {
    condition = alltrue([for name in keys(var.services) :
      aws_cloudwatch_metric_alarm.this["service-${name}-down"].metric_name == "RunningTaskCount" &&
      aws_cloudwatch_metric_alarm.this["service-${name}-down"].namespace == "ECS/ContainerInsights" &&
      aws_cloudwatch_metric_alarm.this["service-${name}-down"].comparison_operator == "LessThanThreshold" &&
      aws_cloudwatch_metric_alarm.this["service-${name}-down"].threshold == 1 &&
      aws_cloudwatch_metric_alarm.this["service-${name}-down"].treat_missing_data == "breaching"
    ])
    error_message = "a service that nobody counts does not run"
  }
  assert {
    condition = one([for query in aws_cloudwatch_metric_alarm.this["service-auth-tasks"].metric_query : query.expression if query.return_data]) == "desired - running" && toset([
      for query in aws_cloudwatch_metric_alarm.this["service-auth-tasks"].metric_query : "${query.id} ${query.metric[0].metric_name} ${query.metric[0].dimensions.ServiceName}" if !query.return_data
    ]) == toset(["desired DesiredTaskCount auth", "running RunningTaskCount auth"])
    error_message = "fewer than desired"
  }
  assert {
    condition = alltrue([for name in keys(var.services) :
      aws_cloudwatch_log_metric_filter.errors[name].log_group_name == "/bodybroker-cluster/services/${name}" &&
      aws_cloudwatch_log_metric_filter.errors[name].metric_transformation[0].name == aws_cloudwatch_metric_alarm.this["service-${name}-errors"].metric_name &&
      aws_cloudwatch_log_metric_filter.errors[name].metric_transformation[0].namespace == aws_cloudwatch_metric_alarm.this["service-${name}-errors"].namespace &&
      strcontains(aws_cloudwatch_metric_alarm.this["service-${name}-errors"].metric_name, name)
    ])
    error_message = "what the filter counts is what the alarm reads"
  }
  assert {
    condition     = alltrue([for filter in aws_cloudwatch_log_metric_filter.dead_letters : filter.metric_transformation[0].name == aws_cloudwatch_metric_alarm.this["dead-letters"].metric_name])
    error_message = "dead letters of all services in one number"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["service-auth-cpu"].threshold == 85 && aws_cloudwatch_metric_alarm.this["service-auth-cpu"].metric_name == "CPUUtilization" && aws_cloudwatch_metric_alarm.this["service-auth-memory"].metric_name == "MemoryUtilization" && aws_cloudwatch_metric_alarm.this["service-auth-memory"].threshold == 85
    error_message = "CPU and memory"
  }
  assert {
    condition     = toset(regexall("ALARM\\(\"([^\"]+)\"\\)", local.rules["services"])[*][0]) == toset([for name in keys(var.services) : "bodybroker-test-service-${name}-down" if name != "gateway"])
    error_message = "22 services in one"
  }
}

run "every_alarm_says_what_to_do_and_to_whom" {
  command = plan

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : can(regex("Runbook: docs/runbooks/[A-Z][A-Za-z]+\\.md$", alarm.alarm_description))])
    error_message = "a runbook"
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset([aws_sns_topic.this["notify"].arn]) && alarm.ok_actions == alarm.alarm_actions])
    error_message = "on record, when it begins and when it is over"
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : startswith(alarm.alarm_name, "bodybroker-test-")])
    error_message = "the topics' policies let alarms in by their names"
  }
  assert {
    condition     = alltrue([for key, alarm in local.alarms : try(alarm.severity, "warning") == "warning" || contains(keys(local.groups), try(alarm.group, ""))])
    error_message = "a critical alarm is in a group that calls"
  }
  assert {
    condition     = alltrue([for topic in aws_sns_topic.this : topic.kms_master_key_id == var.kms_key_arn])
    error_message = "encrypted"
  }
  assert {
    condition     = aws_sns_topic_subscription.this["page/https/https://pager.example/bodybroker"].topic_arn == aws_sns_topic.this["page"].arn && aws_sns_topic_subscription.this["notify/email/day@example.com"].topic_arn == aws_sns_topic.this["notify"].arn
    error_message = "who hears of it"
  }
}

run "the_gateway_is_watched_at_its_load_balancer" {
  command = plan

  assert {
    condition = alltrue([for key in ["gateway-target-errors", "gateway-latency", "gateway-unhealthy-tasks", "gateway-no-healthy-task"] :
      output.alarms[key].metrics == { (aws_cloudwatch_metric_alarm.this[key].metric_name) = { LoadBalancer = "app/alb/1", TargetGroup = "targetgroup/gw/2" } }
    ])
    error_message = "its target group"
  }
  assert {
    condition     = alltrue([for key in ["gateway-errors", "gateway-some-errors", "gateway-rejected-connections"] : alltrue([for dimensions in values(output.alarms[key].metrics) : dimensions == { LoadBalancer = "app/alb/1" }])])
    error_message = "its load balancer"
  }
  assert {
    condition     = toset(keys(output.alarms["gateway-errors"].metrics)) == toset(["RequestCount", "HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"]) && output.alarms["gateway-errors"].threshold == 5
    error_message = "the ratio is made of what both answered"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["gateway-latency"].extended_statistic == "p99" && aws_cloudwatch_metric_alarm.this["gateway-latency"].threshold == 2 && aws_cloudwatch_metric_alarm.this["gateway-latency"].evaluate_low_sample_count_percentiles == "ignore"
    error_message = "p99"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["gateway-no-healthy-task"].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this["gateway-no-healthy-task"].threshold == 1
    error_message = "no number is no task"
  }
  assert {
    condition     = output.alarms["gateway-blocked-requests"].metrics == { BlockedRequests = { WebACL = "bodybroker-acl", Region = "eu-central-1", Rule = "ALL" } }
    error_message = "WAF"
  }
  assert {
    condition     = output.alarms["certificate-gateway"].metrics == { DaysToExpiry = { CertificateArn = "arn:aws:acm:eu-central-1:111122223333:certificate/5" } } && output.alarms["certificate-gateway"].threshold == 30
    error_message = "its certificate"
  }
}

run "every_node_of_nats_is_watched" {
  command = plan

  variables {
    nats = {
      cluster          = "bodybroker-nats-cluster"
      metric_namespace = "BodyBroker/NATS"
      nodes            = { for index in range(5) : "nats-${index}" => { group_name = "bodybroker-group-${index}" } }
      load_balancer    = "net/nlb/3"
      target_group     = "targetgroup/nats/4"
    }
  }

  assert {
    condition = alltrue(flatten([for node in keys(var.nats.nodes) : [
      for kind, metric in { health = "Healthy", volume = "VolumeUsed", certificate = "CertificateHoursLeft" } :
      output.alarms["${node}-${kind}"].metrics == { (metric) = { Cluster = "bodybroker-nats-cluster", Node = node } } && aws_cloudwatch_metric_alarm.this["${node}-${kind}"].namespace == "BodyBroker/NATS"
    ]]))
    error_message = "what the node publishes, by the names it publishes it under"
  }
  assert {
    condition = alltrue(flatten([for index in range(5) : [for kind, metric in { instance = "StatusCheckFailed", cpu = "CPUUtilization" } :
      output.alarms["nats-${index}-${kind}"].metrics == { (metric) = { AutoScalingGroupName = "bodybroker-group-${index}" } }
    ]]))
    error_message = "its own group"
  }
  assert {
    condition     = alltrue([for node in keys(var.nats.nodes) : aws_cloudwatch_metric_alarm.this["${node}-instance"].treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this["${node}-health"].treat_missing_data == "breaching"])
    error_message = "a node that says nothing is not well"
  }
  assert {
    condition     = output.alarms["nats-quorum"].threshold == 3 && output.alarms["nats-quorum"].metrics == { HealthyHostCount = { LoadBalancer = "net/nlb/3", TargetGroup = "targetgroup/nats/4" } } && aws_cloudwatch_metric_alarm.this["nats-quorum"].comparison_operator == "LessThanThreshold"
    error_message = "three of five"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["nats-quorum-margin"].comparison_operator == "LessThanOrEqualToThreshold" && output.alarms["nats-quorum-margin"].threshold == 3
    error_message = "one more would be too many"
  }
  # Names and dimensions as the node's own script has them.
  assert {
    condition = strcontains(file("../../../nats/node/scripts/publish-metrics.sh"), "{Name=Cluster,Value=%s},{Name=Node,Value=%s}") && alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this : strcontains(file("../../../nats/node/scripts/publish-metrics.sh"), "(metric ${alarm.metric_name} ") if alarm.namespace == var.nats.metric_namespace
    ])
    error_message = "deploy/nats/node/scripts/publish-metrics.sh publishes them"
  }
}

run "every_node_of_redis_is_watched" {
  command = plan

  variables {
    redis = { id = "bodybroker-redis", shards = 3, replicas_per_shard = 1 }
  }

  assert {
    condition     = toset([for key in keys(output.alarms) : key if endswith(key, "-evictions")]) == toset([for node in ["0001-001", "0001-002", "0002-001", "0002-002", "0003-001", "0003-002"] : "redis-${node}-evictions"])
    error_message = "3 × (1 + 1)"
  }
  assert {
    condition = alltrue(flatten([for node in local.redis_nodes : [
      for kind, metric in { down = "CurrConnections", connections = "CurrConnections", cpu = "EngineCPUUtilization", memory = "DatabaseMemoryUsagePercentage", evictions = "Evictions", lag = "ReplicationLag" } :
      output.alarms["redis-${node}-${kind}"].metrics == { (metric) = { CacheClusterId = "bodybroker-redis-${node}" } }
    ]]))
    error_message = "ids as ElastiCache gives them"
  }
  assert {
    condition     = output.alarms["redis-0001-001-memory"].threshold == 80 && output.alarms["redis-0001-001-evictions"].threshold == 0 && output.alarms["redis-0001-001-evictions"].severity == "critical"
    error_message = "thresholds"
  }
  assert {
    condition     = output.alarms["redis-0002-failover"].metrics == { IsMaster = { CacheClusterId = "bodybroker-redis-0002-001" } }
    error_message = "a shard's first node tells"
  }
}

run "one_outage_calls_once" {
  command = plan

  assert {
    condition     = toset(regexall("ALARM\\(\"([^\"]+)\"\\)", local.rules["gateway"])[*][0]) == toset(["bodybroker-test-gateway-errors", "bodybroker-test-gateway-no-healthy-task", "bodybroker-test-service-gateway-down"])
    error_message = "the gateway is its own"
  }
  assert {
    condition     = aws_cloudwatch_composite_alarm.services.actions_suppressor[0].alarm == "bodybroker-test-below-services" && aws_cloudwatch_composite_alarm.gateway.actions_suppressor[0].alarm == "bodybroker-test-below-gateway"
    error_message = "silent while what they stand upon calls"
  }
  assert {
    condition     = aws_cloudwatch_composite_alarm.below_services.alarm_actions == null && aws_cloudwatch_composite_alarm.below_gateway.alarm_actions == null
    error_message = "those that keep others silent call nobody"
  }
  assert {
    condition = alltrue([for alarm in concat(values(aws_cloudwatch_composite_alarm.data), [aws_cloudwatch_composite_alarm.services, aws_cloudwatch_composite_alarm.gateway]) :
      alarm.alarm_actions == toset([aws_sns_topic.this["page"].arn]) && alarm.ok_actions == alarm.alarm_actions && length(alarm.alarm_rule) < 10240
    ])
    error_message = "they call, and say when it is over"
  }
}

run "prometheus_has_our_rules_and_the_same_receivers" {
  command = plan

  assert {
    condition     = length(aws_prometheus_rule_group_namespace.this) == length(fileset("../../../monitoring/prometheus/rules", "*.yaml")) && strcontains(aws_prometheus_rule_group_namespace.this["services-alerts"].data, "alert: ServiceDown")
    error_message = "every file of rules"
  }
  assert {
    condition     = yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this[0].definition).alertmanager_config).route.receiver == "notify"
    error_message = "who is not matched is read by day"
  }
  assert {
    condition = { for receiver in yamldecode(yamldecode(aws_prometheus_alert_manager_definition.this[0].definition).alertmanager_config).receivers : receiver.name => receiver.sns_configs[0].topic_arn } == {
      page   = "arn:aws:sns:eu-central-1:111122223333:bodybroker-test-page"
      notify = "arn:aws:sns:eu-central-1:111122223333:bodybroker-test-notify"
    }
    error_message = "to the same topics"
  }
  assert {
    condition     = alltrue([for alert in local.paged_by_cloudwatch : contains([for alarm in values(output.alarms) : alarm.runbook if alarm.severity == "critical"], alert) && strcontains(join("", values(var.prometheus_rules)), "alert: ${alert}\n")])
    error_message = "an alert may be silent at night only where an alarm calls for the same, and is called that"
  }
  assert {
    condition     = aws_prometheus_workspace.this[0].logging_configuration[0].log_group_arn == "arn:aws:logs:eu-central-1:111122223333:log-group:prometheus:*"
    error_message = "its log"
  }
}

run "events_that_nobody_measures" {
  command = plan

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["deployment-failed"].event_pattern).resources == [{ prefix = "arn:aws:ecs:eu-central-1:111122223333:service/bodybroker-cluster/" }] && jsondecode(aws_cloudwatch_event_rule.this["deployment-failed"].event_pattern).detail.eventName == ["SERVICE_DEPLOYMENT_FAILED"]
    error_message = "failed deployments of this cluster"
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["certificate-refused"].event_pattern).resources == [var.private_ca_arn]
    error_message = "certificates the CA refuses"
  }
  assert {
    condition     = alltrue([for key, target in aws_cloudwatch_event_target.notify : target.arn == aws_sns_topic.this["notify"].arn && target.rule == "bodybroker-test-${key}"])
    error_message = "to the topic"
  }
}

run "only_aws_writes_to_the_topics" {
  command = plan

  assert {
    condition = toset(flatten([for document in data.aws_iam_policy_document.topic : [for statement in document.statement : [for principal in statement.principals : principal.identifiers]]])) == toset([
      "cloudwatch.amazonaws.com", "aps.amazonaws.com", "events.amazonaws.com",
    ])
    error_message = "nobody else"
  }
  assert {
    condition     = [for statement in data.aws_iam_policy_document.topic["page"].statement : statement.sid] == ["Alarms", "Prometheus"]
    error_message = "events wake nobody"
  }
}

run "the_dashboard_shows_all_of_it" {
  command = plan

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 17 && jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].type == "alarm"
    error_message = "what calls, then graphs"
  }
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[6].properties.metrics) == length(var.services)
    error_message = "errors of each service"
  }
  assert {
    condition     = toset(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].properties.alarms) == toset([for group in keys(local.groups) : "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:bodybroker-test-${group}"])
    error_message = "the alarms that call"
  }
}

run "nobody_is_missed_before_the_images_are_there" {
  command = plan

  variables {
    services = { for name in ["auth", "gateway"] : name => { min_tasks = 0, log_group_name = "/x/${name}" } }
  }

  assert {
    condition     = alltrue([for key in ["service-auth-down", "service-gateway-down", "gateway-no-healthy-task"] : aws_cloudwatch_metric_alarm.this[key].threshold == 0 && aws_cloudwatch_metric_alarm.this[key].treat_missing_data == "notBreaching"])
    error_message = "nothing is wanted, so nothing is missed"
  }
}

run "a_budget_and_no_prometheus" {
  command = plan

  variables {
    prometheus_rules   = null
    monthly_budget_usd = 2500
    tags               = { Environment = "test" }
  }

  assert {
    condition     = length(aws_prometheus_workspace.this) == 0 && length(aws_prometheus_rule_group_namespace.this) == 0 && output.prometheus == null
    error_message = "without"
  }
  assert {
    condition     = aws_budgets_budget.this[0].limit_amount == "2500" && toset([for each in aws_budgets_budget.this[0].notification : "${each.notification_type} ${each.threshold}"]) == toset(["ACTUAL 80", "FORECASTED 100"])
    error_message = "warned in time"
  }
  assert {
    condition     = one([for filter in aws_budgets_budget.this[0].cost_filter : one(filter.values)]) == "user:Environment$test"
    error_message = "this environment only"
  }
}

run "thresholds_are_the_environments" {
  command = plan

  variables {
    thresholds = { service_cpu_percent = 70, redis_memory_percent = 60, nats_volume_percent = 50, gateway_p99_seconds = 1 }
  }

  assert {
    condition = alltrue([
      aws_cloudwatch_metric_alarm.this["service-auth-cpu"].threshold == 70, aws_cloudwatch_metric_alarm.this["redis-0001-001-memory"].threshold == 60,
      aws_cloudwatch_metric_alarm.this["nats-0-volume"].threshold == 50, aws_cloudwatch_metric_alarm.this["gateway-latency"].threshold == 1,
      aws_cloudwatch_metric_alarm.this["service-auth-memory"].threshold == 85,
    ])
    error_message = "given, or the default"
  }
}

run "refuses_to_notice_a_full_stream_store_too_late" {
  command = plan

  variables {
    thresholds = { nats_volume_percent = 85 }
  }

  expect_failures = [var.thresholds]
}

run "refuses_a_threshold_that_there_is_not" {
  command = plan

  variables {
    thresholds = { redis_memory_precent = 70 }
  }

  expect_failures = [var.thresholds]
}

run "takes_a_threshold_and_leaves_the_others" {
  command = plan

  variables {
    thresholds = { redis_memory_percent = 70 }
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["redis-0001-001-memory"].threshold == 70 && aws_cloudwatch_metric_alarm.this["redis-0001-001-cpu"].threshold == 80
    error_message = "one other, the rest as it was"
  }
}

run "nobody_is_woken_for_what_players_do_not_notice" {
  command = plan

  variables {
    services = {
      gateway        = { min_tasks = 2, log_group_name = "/test/services/gateway" }
      auth           = { min_tasks = 2, log_group_name = "/test/services/auth" }
      otel-collector = { min_tasks = 1, log_group_name = "/test/services/otel-collector", serves_players = false }
    }
  }

  assert {
    condition     = output.alarms["service-otel-collector-down"].severity == "warning" && output.alarms["service-auth-down"].severity == "critical"
    error_message = "the collector is a warning, a service is critical"
  }
  assert {
    condition     = strcontains(aws_cloudwatch_composite_alarm.services.alarm_rule, "service-auth-down") && !strcontains(aws_cloudwatch_composite_alarm.services.alarm_rule, "otel-collector")
    error_message = "the collector is not among what pages"
  }
}

run "refuses_messages_in_the_open" {
  command = plan

  variables {
    subscriptions = { page = [{ protocol = "http", endpoint = "http://pager.example" }] }
  }

  expect_failures = [var.subscriptions]
}
