variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "container_insights" {
  description = "Metrics of tasks: `enabled`, `enhanced` (each task, costs more) or `disabled`."
  type        = string
  default     = "enabled"

  validation {
    condition     = contains(["enabled", "enhanced", "disabled"], var.container_insights)
    error_message = "Container Insights is enabled, enhanced or disabled."
  }
}

variable "logs_kms_key_arn" {
  description = "Key the sessions of `ecs execute-command` and their log are encrypted with."
  type        = string
}

variable "exec_log_retention_days" {
  description = "Days the log of `ecs execute-command` is kept."
  type        = number
  default     = 365
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
