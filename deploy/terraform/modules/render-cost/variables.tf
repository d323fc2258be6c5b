variable "services" {
  description = "Size of the services: CPU units, MiB, tasks."
  type        = map(object({ cpu = number, memory = number, tasks = number }))
}

variable "cpu_architecture" {
  description = "`X86_64` or `ARM64`."
  type        = string
  default     = "X86_64"
}

variable "redis" {
  description = "Size of Redis."
  type        = object({ node_type = string, shards = number, replicas_per_shard = number })
}

variable "nats" {
  description = "Size of the NATS cluster, and the mode of the private CA."
  type = object({
    nodes         = number
    instance_type = string
    ca_mode       = optional(string, "SHORT_LIVED_CERTIFICATE")
    volume        = object({ size_gb = number, iops = optional(number, 3000), throughput_mbps = optional(number, 125) })
  })
}

variable "network" {
  description = "NAT gateways and interface endpoints."
  type        = object({ nat_gateways = number, endpoints = number, endpoint_zones = number })
}

variable "keys" {
  description = "KMS keys."
  type        = number
}

variable "alarms" {
  description = "What CloudWatch counts: metrics in alarms, composite alarms, metrics of our own, dashboards."
  type        = object({ alarm_metrics = number, composite_alarms = number, custom_metrics = number, dashboards = number })
}

variable "prometheus" {
  description = "The managed Prometheus: size of the tasks that fill it, names they look up and how often, nodes that are scraped besides the services, seconds between scrapes. None when null."
  type = object({
    tasks                   = map(object({ cpu = number, memory = number, tasks = number }))
    names                   = number
    lookup_seconds          = number
    nats_nodes              = number
    redis_nodes             = number
    scrape_interval_seconds = number
  })
  default = null
}

variable "usage" {
  description = "What depends on traffic: an assumption, so that it is in the sum. A service without traffic shows some 200 series (measured); each route, method and consumer in use adds a histogram."
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
