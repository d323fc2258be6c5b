variable "name" {
  description = "Name of the key, its alias without `alias/`."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9/-]{1,200}$", var.name))
    error_message = "The name has lower-case letters, digits, slashes and dashes."
  }
}

variable "description" {
  description = "What is encrypted with it."
  type        = string
}

variable "uses" {
  description = "AWS services that use the key by themselves: `logs` (CloudWatch Logs), `alarms` (CloudWatch alarms to SNS), `notifications` (EventBridge, Budgets and Prometheus to SNS), `autoscaled-volumes` (volumes of scaling groups)."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.uses, ["logs", "alarms", "notifications", "autoscaled-volumes"])) == 0
    error_message = "Uses are logs, alarms, notifications and autoscaled-volumes."
  }
}

variable "rotation_period_in_days" {
  description = "Days between two rotations."
  type        = number
  default     = 365

  validation {
    condition     = var.rotation_period_in_days >= 90 && var.rotation_period_in_days <= 2560
    error_message = "A rotation period is 90 to 2560 days."
  }
}

variable "deletion_window_in_days" {
  description = "Days in which a deletion can be taken back."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_in_days >= 7 && var.deletion_window_in_days <= 30
    error_message = "A deletion window is 7 to 30 days."
  }
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
