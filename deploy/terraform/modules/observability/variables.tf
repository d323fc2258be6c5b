variable "name" {
  description = "Name of the environment; topics, alarms and the dashboard begin with it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 24
    error_message = "Up to 24 lower-case letters, digits and single dashes."
  }
}

variable "cluster_name" {
  description = "ECS cluster of the services; it has Container Insights."
  type        = string
}

variable "services" {
  description = "By name: the number of tasks there are at least (0: none is wanted, so that none is missed), the log group, and whether players notice when it is away."
  type        = map(object({ min_tasks = number, log_group_name = string, serves_players = optional(bool, true) }))

  validation {
    condition     = contains(keys(var.services), "gateway")
    error_message = "One of the services is the gateway."
  }

  # Fewer than 100 alarms in a composite, and its rule below 10240 characters.
  validation {
    condition     = length(var.services) <= 90
    error_message = "Up to 90 services: a composite alarm takes 100."
  }
}

variable "gateway" {
  description = "ARN suffixes of the gateway's load balancer and target group, and the name of the web ACL's metric."
  type        = object({ load_balancer = string, target_group = string, web_acl = string })
}

variable "nats" {
  description = "Cluster name and namespace of the nodes' own metrics, nodes with their scaling groups, ARN suffixes of load balancer and target group."
  type = object({
    cluster          = string
    metric_namespace = string
    nodes            = map(object({ group_name = string }))
    load_balancer    = string
    target_group     = string
  })

  validation {
    condition     = length(var.nats.nodes) >= 3
    error_message = "A quorum takes three nodes at least."
  }
}

variable "redis" {
  description = "Id of the replication group, and how many nodes it has."
  type        = object({ id = string, shards = number, replicas_per_shard = number })
}

variable "certificates" {
  description = "ARNs of certificates in ACM, by what has them (a word or two)."
  type        = map(string)
}

variable "private_ca_arn" {
  description = "The private CA of the NATS nodes."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of the topics, the Prometheus workspace and its log. CloudWatch, EventBridge, Prometheus and Budgets have to be allowed to use it (module kms: logs, alarms, notifications)."
  type        = string
}

variable "subscriptions" {
  description = "Who hears of it. `page`: what players notice, at any hour; `notify`: the rest. An email address has to confirm; `https` takes a pager's endpoint."
  type = object({
    page   = optional(list(object({ protocol = string, endpoint = string })), [])
    notify = optional(list(object({ protocol = string, endpoint = string })), [])
  })
  default = {}

  validation {
    condition     = alltrue([for receiver in concat(var.subscriptions.page, var.subscriptions.notify) : contains(["email", "email-json", "https", "sms", "sqs", "lambda"], receiver.protocol)])
    error_message = "Protocols are email, email-json, https, sms, sqs and lambda: nothing in the open."
  }
}

variable "thresholds" {
  description = <<-EOT
    From where on something is worth a word; what is not named is as in thresholds.tf.
    - service_cpu_percent: scaling aims at 50 to 60; who stays above this cannot scale any more.
    - service_memory_percent: the rest is what garbage collection needs before the kernel kills at 100.
    - service_errors_in_5_minutes: one dependency away for a moment logs a few.
    - gateway_error_percent: 50 times what the objective of 99.9 % allows: somebody is called.
    - gateway_slow_error_percent: 10 times, for half an hour; the burn rates of Prometheus are finer.
    - gateway_minimum_requests: in a minute (or five); below it a single failure would be percents.
    - gateway_target_errors_in_5_minutes: also sees what drowns in the ratio.
    - gateway_p99_seconds: the load balancer counts generated text, too, so above the 0.5 s of the objective.
    - gateway_blocked_in_5_minutes: scanners are always there.
    - nats_volume_percent: JetStream may fill 80 % of the volume; a day's growth should fit between.
    - nats_cpu_percent: raft elections come late on a busy node.
    - nats_certificate_hours: renewed 96 h before the end: one day of failed attempts.
    - redis_cpu_percent: of the one core commands run on.
    - redis_memory_percent: a snapshot forks; noeviction refuses writes at 100.
    - redis_lag_seconds: what a failover would lose.
    - redis_connections: 23 services hold two or three a task; ElastiCache refuses beyond 65000.
    - certificate_days: ACM begins 60 days before the end; so a month of failed attempts.
  EOT
  type        = map(number)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.thresholds), keys(local.default_thresholds))) == 0
    error_message = "There is no threshold ${join(", ", setsubtract(keys(var.thresholds), keys(local.default_thresholds)))}; there are ${join(", ", keys(local.default_thresholds))}."
  }

  validation {
    condition     = alltrue([for name, value in var.thresholds : value > 0 && value < 100 if endswith(name, "_percent")])
    error_message = "A percentage of 0 always calls, one of 100 never."
  }

  validation {
    condition     = lookup(var.thresholds, "nats_volume_percent", 0) < 80
    error_message = "JetStream stops at 80 % of the volume: nats_volume_percent has to be below."
  }

  validation {
    condition     = lookup(var.thresholds, "nats_certificate_hours", 0) < 96
    error_message = "Nodes renew 96 h before the end: nats_certificate_hours has to be below."
  }
}

variable "suppression" {
  description = "How long a composite waits for the one below it to call first, and stays silent after that one is over."
  type        = object({ wait_seconds = optional(number, 180), extension_seconds = optional(number, 300) })
  default     = {}
}

variable "prometheus_rules" {
  description = "Rule files of Prometheus, text by name; null for no managed Prometheus."
  type        = map(string)
  default     = null
}

variable "log_retention_days" {
  description = "Days the log of Prometheus is kept."
  type        = number
  default     = 30
}

variable "monthly_budget_usd" {
  description = "What the environment may cost a month; no budget when null. Takes the tag Environment as a cost allocation tag."
  type        = number
  default     = null
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
