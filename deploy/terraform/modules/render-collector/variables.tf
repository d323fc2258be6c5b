variable "name" {
  description = "Name of the environment; the label `environment` of every series."
  type        = string
}

variable "zone_name" {
  description = "Private zone of the environment; tasks are named below `tasks.` in it."
  type        = string
}

variable "nats_targets" {
  description = "Exporters beside the nats-servers: `host:port`."
  type        = list(string)

  validation {
    condition     = length(var.nats_targets) > 0 && alltrue([for target in var.nats_targets : can(regex("^[a-z0-9.-]+:[0-9]+$", target))])
    error_message = "Exporters are named as host:port, and there is one at least."
  }
}

variable "redis_targets" {
  description = "Nodes of Redis, as the exporter connects to them: `rediss://host:port`."
  type        = list(string)

  validation {
    condition     = length(var.redis_targets) > 0 && alltrue([for target in var.redis_targets : can(regex("^rediss://[A-Za-z0-9.-]+:[0-9]+$", target))])
    error_message = "Nodes of Redis are named as rediss://host:port, over TLS, and there is one at least."
  }
}

variable "remote_write" {
  description = "Where samples go, and the region requests to it are signed for."
  type        = object({ url = string, region = string })

  validation {
    condition     = startswith(var.remote_write.url, "https://") && endswith(var.remote_write.url, "/api/v1/remote_write")
    error_message = "The address of remote write is https://…/api/v1/remote_write."
  }
}

variable "takes_traces" {
  description = "Whether it takes traces of the services and hands them on to OTEL_BACKEND_URL."
  type        = bool
  default     = false
}
