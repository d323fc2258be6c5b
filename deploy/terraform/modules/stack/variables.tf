variable "name" {
  description = "Name of the environment's cluster, and what all names in it begin with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 24
    error_message = "Up to 24 lower-case letters, digits and single dashes."
  }
}

variable "domain" {
  description = "Name clients call, and the public Route 53 zone it is in."
  type        = object({ name = string, hosted_zone_id = string })
}

variable "registry" {
  description = "Where images are: account, region and prefix of the repositories that bootstrap made."
  type        = object({ account_id = string, region = string, prefix = optional(string, "bodybroker") })

  validation {
    condition     = can(regex("^[0-9]{12}$", var.registry.account_id))
    error_message = "An account's id has twelve digits."
  }
}

variable "images" {
  description = "Digest (`sha256:…`) by service; a service without one starts with the version in its package.json."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for digest in values(var.images) : can(regex("^sha256:[0-9a-f]{64}$", digest))])
    error_message = "Images are named by digest."
  }
}

variable "run_services" {
  description = "Whether services run. Off until their images are pushed and their secrets filled."
  type        = bool
  default     = true
}

variable "service_defaults" {
  description = "What a service has that `services` does not name, or leaves out there."
  type = object({
    cpu            = optional(number, 256)
    memory         = optional(number, 512)
    tasks          = optional(object({ min = optional(number, 2), max = optional(number, 6), cpu_percent = optional(number, 60) }), {})
    spot_weight    = optional(number, 0)
    calls_internet = optional(bool, false)
    environment    = optional(map(string), {})
    secret_names   = optional(set(string), [])
  })
  default = {}
}

variable "services" {
  description = "Choices for single services: size, number of tasks, settings in the open, names of settings in its secret, whether it calls the internet."
  type = map(object({
    cpu            = optional(number)
    memory         = optional(number)
    tasks          = optional(object({ min = optional(number, 2), max = optional(number, 6), cpu_percent = optional(number, 60) }))
    spot_weight    = optional(number)
    calls_internet = optional(bool)
    environment    = optional(map(string))
    secret_names   = optional(set(string))
  }))
  default = {}

  validation {
    condition     = length(setsubtract(keys(var.services), keys(local.services))) == 0
    error_message = "There is no such service: ${join(", ", setsubtract(keys(var.services), keys(local.services)))}."
  }

  validation {
    condition = length(flatten([for name, service in var.services : [
      for variable in setunion(keys(coalesce(service.environment, {})), coalesce(service.secret_names, [])) : variable
      if startswith(variable, "BB_") && !contains(try(local.services[name].variables, []), variable)
    ]])) == 0
    error_message = "A setting that its service does not read: ${join(", ", flatten([for name, service in var.services : [
      for variable in setunion(keys(coalesce(service.environment, {})), coalesce(service.secret_names, [])) : "${name} ${variable}"
      if startswith(variable, "BB_") && !contains(try(local.services[name].variables, []), variable)
    ]]))}."
  }

  validation {
    condition = length(flatten([for name, service in var.services :
      setintersection(keys(coalesce(service.environment, {})), try(local.services[name].secrets, []))
    ])) == 0
    error_message = "A secret setting belongs into secret_names, its value into the service's secret."
  }

  validation {
    condition     = length([for service in var.services : service if contains(keys(coalesce(service.environment, {})), "BB_DRAIN_MS")]) == 0
    error_message = "BB_DRAIN_MS stays at its default: stopTimeout is derived from it."
  }
}

variable "world_seed" {
  description = "What all chance of the worlds is drawn from; players who know it know what comes."
  type        = string

  validation {
    condition     = var.world_seed != "nine-wards"
    error_message = "The seed of development is in the sources: take another."
  }
}

variable "log_level" {
  description = "Level of the services' logs."
  type        = string
  default     = "info"
}

variable "otlp_endpoint" {
  description = "Where traces go (OTLP over HTTPS, port 443); nowhere when null. They go by way of the collector, which has the key to it as OTEL_BACKEND_AUTHORIZATION in its secret."
  type        = string
  default     = null

  validation {
    condition     = var.otlp_endpoint == null || can(regex("^https://[A-Za-z0-9.-]+(:443)?(/[^:]*)?$", var.otlp_endpoint))
    error_message = "Traces leave over HTTPS and on port 443: nothing else is let out."
  }

  validation {
    condition     = var.otlp_endpoint == null || var.alarms.prometheus
    error_message = "Traces go by way of the collector: they take alarms.prometheus."
  }
}

variable "cpu_architecture" {
  description = "`X86_64` or `ARM64`; images are pushed for both."
  type        = string
  default     = "X86_64"
}

variable "network" {
  description = "Addresses, NAT (`single`, `per-az`) and the number of zones with interface endpoints."
  type = object({
    cidr           = optional(string, "10.40.0.0/16")
    nat            = optional(string, "per-az")
    endpoint_zones = optional(number, 3)
  })
  default = {}

  validation {
    condition     = var.network.nat != "none"
    error_message = "Without NAT the NATS nodes reach neither Route 53 nor the private CA, and do not come up."
  }
}

variable "redis" {
  description = "Size of Redis."
  type = object({
    node_type               = optional(string, "cache.r7g.large")
    shards                  = optional(number, 3)
    replicas_per_shard      = optional(number, 1)
    snapshot_retention_days = optional(number, 7)
  })
  default = {}
}

variable "nats" {
  description = "Size of the NATS cluster, its server release and image, the release of its exporter for Prometheus (none when null), the mode of its CA, and the public key of each user (deploy/nats)."
  type = object({
    nodes         = optional(number, 5)
    instance_type = optional(string, "m6i.large")
    memory_limit  = optional(string, "6GiB")
    ami_id        = string
    server        = object({ version = string, sha256 = string, source = optional(string, "github") })
    exporter      = optional(object({ version = string, sha256 = string }))
    volume        = optional(object({ size_gb = optional(number, 500), iops = optional(number, 3000), throughput_mbps = optional(number, 125) }), {})
    sync_interval = optional(string, "always")
    ca_mode       = optional(string, "SHORT_LIVED_CERTIFICATE")
    nkeys         = map(string)
  })

  validation {
    condition     = length(setsubtract([for name, service in local.services : name if service.uses_nats], keys(var.nats.nkeys))) == 0
    error_message = "Services without a key: ${join(", ", setsubtract([for name, service in local.services : name if service.uses_nats], keys(var.nats.nkeys)))}."
  }
}

variable "collector" {
  description = "Size of the collector that fills the managed Prometheus."
  type        = object({ cpu = optional(number, 512), memory = optional(number, 2048) })
  default     = {}
}

variable "requests_per_address_in_5_minutes" {
  description = "Requests one address may make in five minutes."
  type        = number
  default     = 30000
}

variable "container_insights" {
  description = "Metrics of tasks: `enabled` or `enhanced`."
  type        = string
  default     = "enabled"

  validation {
    condition     = contains(["enabled", "enhanced"], var.container_insights)
    error_message = "Without the number of running tasks no alarm sees that a service is down."
  }
}

variable "alarms" {
  description = "Who hears of alarms (`page` at any hour, `notify` by day), thresholds other than the default (see module observability), whether there is a managed Prometheus with our rules, and a budget a month."
  type = object({
    subscriptions = optional(object({
      page   = optional(list(object({ protocol = string, endpoint = string })), [])
      notify = optional(list(object({ protocol = string, endpoint = string })), [])
    }), {})
    thresholds         = optional(map(number), {})
    prometheus         = optional(bool, true)
    monthly_budget_usd = optional(number)
  })
  default = {}

  validation {
    condition     = !var.alarms.prometheus || var.nats.exporter != null
    error_message = "Prometheus sees no NATS without nats.exporter: give its release, or turn alarms.prometheus off."
  }
}

variable "log_retention_days" {
  description = "Days logs are kept."
  type        = number
  default     = 30
}

variable "deletion_protection" {
  description = "Whether load balancers refuse to be deleted."
  type        = bool
  default     = true
}

variable "usage" {
  description = "Traffic that is assumed for the cost."
  type = object({
    requests_per_second     = optional(number, 20)
    balancer_capacity_units = optional(number, 2)
    nat_gb                  = optional(number, 50)
    log_gb                  = optional(number, 50)
    series_per_task         = optional(number, 600)
    series_per_nats_node    = optional(number, 1500)
    series_per_redis_node   = optional(number, 400)
  })
  default = {}
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
