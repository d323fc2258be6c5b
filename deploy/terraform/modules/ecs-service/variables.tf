variable "name" {
  description = "Name of the service."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,31}$", var.name))
    error_message = "A service's name has lower-case letters, digits and dashes."
  }
}

variable "cluster" {
  description = "Cluster it runs in."
  type        = object({ name = string, arn = string })
}

variable "image" {
  description = "Image of the first revision, by digest or immutable tag."
  type        = string
}

variable "repository_arn" {
  description = "Repository of the image."
  type        = string
}

variable "cpu" {
  description = "CPU units; 1024 are one vCPU."
  type        = number
  default     = 256

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.cpu)
    error_message = "Fargate has 256, 512, 1024, 2048 and 4096 units."
  }
}

variable "memory" {
  description = "Memory in MiB."
  type        = number
  default     = 512

  validation {
    condition     = contains(lookup({ 256 = [512, 1024, 2048], 512 = range(1024, 4097, 1024), 1024 = range(2048, 8193, 1024), 2048 = range(4096, 16385, 1024), 4096 = range(8192, 30721, 1024) }, var.cpu, []), var.memory)
    error_message = "Fargate does not sell this memory with this CPU."
  }
}

variable "cpu_architecture" {
  description = "`X86_64` or `ARM64`; the image has to be made for it."
  type        = string
  default     = "X86_64"

  validation {
    condition     = contains(["X86_64", "ARM64"], var.cpu_architecture)
    error_message = "Fargate has X86_64 and ARM64."
  }
}

variable "tasks" {
  description = "How many tasks there are at least and at most, and the CPU use that is aimed at."
  type        = object({ min = optional(number, 2), max = optional(number, 6), cpu_percent = optional(number, 60) })
  default     = {}

  validation {
    condition     = var.tasks.min >= 0 && var.tasks.max >= var.tasks.min
    error_message = "The most is not below the least."
  }

  validation {
    condition     = var.tasks.max <= 8
    error_message = "DNS tells eight tasks of a service at most, and the others would not be seen by metrics: give each more CPU instead."
  }
}

variable "spot_weight" {
  description = "Share in percent of the tasks beyond the first that run on Spot, which AWS may stop at two minutes' notice."
  type        = number
  default     = 0

  validation {
    condition     = var.spot_weight >= 0 && var.spot_weight <= 100
    error_message = "0 to 100 percent."
  }
}

variable "environment" {
  description = "Settings by variable."
  type        = map(string)
}

variable "secret" {
  description = "The service's secret in Secrets Manager: a JSON object with the keys that `secrets` names. None when null."
  type        = object({ arn = string, kms_key_arn = string })
  default     = null
}

variable "secrets" {
  description = "By variable: the key of the secret it is read from."
  type        = map(string)
  default     = {}

  validation {
    condition     = var.secret != null || length(var.secrets) == 0
    error_message = "There is no secret to read from: ${join(", ", keys(var.secrets))}."
  }
}

variable "health_port" {
  description = "Port of /livez, /readyz and /metrics."
  type        = number
}

variable "http" {
  description = "Port requests come to and the load balancer they come from; none when null."
  type = object({
    port                     = number
    target_group_arn         = string
    client_security_group_id = string
    resource_label           = string
    requests_per_target      = optional(number, 3000)
  })
  default = null
}

variable "drain_seconds" {
  description = "How long the process may take from SIGTERM to its end."
  type        = number
}

variable "start_period_seconds" {
  description = "Time after its start in which a failing health check does not count."
  type        = number
  default     = 60
}

variable "health_command" {
  description = "Program in the image that ends with 0 as long as the process is alive, and its arguments."
  type        = list(string)
  default     = ["/nodejs/bin/node", "/app/healthcheck.mjs", "livez"]
}

variable "user" {
  description = "User and group the process runs as, by number."
  type        = string
  default     = "65532:65532"
}

variable "task_policies" {
  description = "What the process may do in AWS: policies by name. Nothing when empty."
  type        = map(string)
  default     = {}
}

variable "namespace_id" {
  description = "Private DNS namespace of Cloud Map in which the tasks are named `<name>.<namespace>`."
  type        = string
}

variable "exec_enabled" {
  description = "Whether `ecs execute-command` may run a program in a task. Its root is writable then."
  type        = bool
  default     = false
}

variable "vpc_id" {
  description = "VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
}

variable "security_group_ids" {
  description = "Groups that say what the tasks may reach."
  type        = list(string)
}

variable "metrics_client_security_group_ids" {
  description = "Security groups that may read health and metrics, by a name for people."
  type        = map(string)
  default     = {}
}

variable "logs_kms_key_arn" {
  description = "Key the log is encrypted with."
  type        = string
}

variable "log_retention_days" {
  description = "Days the log is kept."
  type        = number
  default     = 30
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
