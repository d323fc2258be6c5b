variable "name" {
  description = "Name of the replication group and prefix of the rest."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "ElastiCache takes up to 40 lower-case letters, digits and single dashes, a letter first."
  }
}

variable "services" {
  description = "Services with keys of their own; each gets a user of its name."
  type        = set(string)

  validation {
    condition     = length(var.services) > 0 && length(var.services) < 100
    error_message = "A user group holds 1 to 100 users, one of them is `default`."
  }
}

variable "monitor_user" {
  description = "User that reads numbers and no keys, for an exporter of metrics; none when null."
  type        = string
  default     = null
}

variable "node_type" {
  description = "Size of each node."
  type        = string
  default     = "cache.r7g.large"
}

variable "shards" {
  description = "Shards; keys are spread over them."
  type        = number
  default     = 3

  validation {
    condition     = var.shards >= 1 && var.shards <= 90
    error_message = "There are 1 to 90 shards."
  }
}

variable "replicas_per_shard" {
  description = "Replicas of each shard, in other zones."
  type        = number
  default     = 1

  validation {
    condition     = var.replicas_per_shard >= 1 && var.replicas_per_shard <= 5
    error_message = "1 to 5: without a replica the loss of a node is the loss of its keys."
  }
}

variable "engine_version" {
  description = "Version of Redis."
  type        = string
  default     = "7.1"

  validation {
    condition     = startswith(var.engine_version, "7.")
    error_message = "The parameter group is that of Redis 7."
  }
}

variable "vpc_id" {
  description = "VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, one a zone."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "Multi-AZ takes two subnets at least."
  }
}

variable "client_security_group_ids" {
  description = "Security groups that may connect, by a name for people."
  type        = map(string)
}

variable "kms_key_arn" {
  description = "Key data and snapshots are encrypted with."
  type        = string
}

variable "logs_kms_key_arn" {
  description = "Key the slow log is encrypted with."
  type        = string
}

variable "log_retention_days" {
  description = "Days slow commands are kept."
  type        = number
  default     = 30
}

variable "slow_command_micros" {
  description = "A command that takes longer is logged."
  type        = number
  default     = 10000
}

variable "snapshot_retention_days" {
  description = "Daily snapshots kept."
  type        = number
  default     = 7

  validation {
    condition     = var.snapshot_retention_days >= 1 && var.snapshot_retention_days <= 35
    error_message = "1 to 35 days."
  }
}

variable "snapshot_window" {
  description = "When the daily snapshot is taken, UTC."
  type        = string
  default     = "03:00-04:00"
}

variable "maintenance_window" {
  description = "When AWS may patch nodes, UTC; not within the snapshot window."
  type        = string
  default     = "tue:05:00-tue:06:00"
}

variable "notification_topic_arn" {
  description = "SNS topic that is told of failovers; none when null."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
