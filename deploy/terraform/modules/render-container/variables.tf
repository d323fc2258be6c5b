variable "name" {
  description = "Name of the container: that of the service."
  type        = string
}

variable "image" {
  description = "Image, by digest or by immutable tag."
  type        = string

  validation {
    condition     = can(regex("^[^\\s:]+(:[0-9]+)?/[^\\s@:]+(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_.-]+)$", var.image)) && !endswith(var.image, ":latest")
    error_message = "The image has a digest or a tag, and not `latest`."
  }
}

variable "ports" {
  description = "Ports by name."
  type        = map(number)
}

variable "environment" {
  description = "Settings by variable."
  type        = map(string)

  validation {
    condition     = length([for name, value in var.environment : name if value == ""]) == 0
    error_message = "An empty setting counts as absent: leave it out."
  }
}

variable "secrets" {
  description = "Where each secret setting is: `<secret arn>:<json key>::`."
  type        = map(string)

  validation {
    condition     = alltrue([for reference in values(var.secrets) : can(regex("^arn:[^:]+:(secretsmanager|ssm):", reference))])
    error_message = "Secrets are given by reference, as ARNs of Secrets Manager or Parameter Store."
  }

  validation {
    condition     = length(setintersection(keys(var.secrets), keys(var.environment))) == 0
    error_message = "A setting is either open or secret."
  }
}

variable "drain_seconds" {
  description = "How long the process may take from SIGTERM to its end."
  type        = number

  validation {
    condition     = var.drain_seconds >= 1 && var.drain_seconds <= 110
    error_message = "Fargate waits 120 seconds at most; ten of them are kept for the rest."
  }
}

variable "start_period_seconds" {
  description = "Time after its start in which a failing health check does not count."
  type        = number
  default     = 60

  validation {
    condition     = var.start_period_seconds >= 10 && var.start_period_seconds <= 300
    error_message = "10 to 300 seconds."
  }
}

variable "exec_enabled" {
  description = "Whether `ecs execute-command` may run a program in it, such as node: the image has no shell. Its root is writable then."
  type        = bool
  default     = false
}

variable "health_command" {
  description = "Program in the image that ends with 0 as long as the process is alive, and its arguments."
  type        = list(string)
  default     = ["/nodejs/bin/node", "/app/healthcheck.mjs", "livez"]

  validation {
    condition     = length(var.health_command) > 0
    error_message = "Every container has a health check."
  }
}

variable "user" {
  description = "User and group the process runs as, by number; not root."
  type        = string
  default     = "65532:65532"

  validation {
    condition     = can(regex("^[1-9][0-9]*:[1-9][0-9]*$", var.user))
    error_message = "The process runs as a user and a group that are not root, by number."
  }
}

variable "log_group" {
  description = "Name of the log group."
  type        = string
}

variable "region" {
  description = "Region of the log group."
  type        = string
}
