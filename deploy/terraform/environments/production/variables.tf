variable "region" {
  description = "Region everything is in; that of the backend as well."
  type        = string
}

variable "account_id" {
  description = "Account this environment is in; in any other Terraform refuses to work."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account's id has twelve digits."
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
    condition     = var.registry.region == var.region
    error_message = "Tasks pull images over the endpoints of their own region: name a registry in it."
  }
}

variable "images" {
  description = "Digest by service; a service without one starts with the version in its package.json."
  type        = map(string)
  default     = {}
}

variable "run_services" {
  description = "Whether services run. Off for the first apply: their images and secrets have to be there before."
  type        = bool
  default     = true
}

variable "world_seed" {
  description = "What all chance of the worlds is drawn from."
  type        = string
}

variable "nats_ami_id" {
  description = "Amazon Linux 2023 (x86_64) the NATS nodes are started from."
  type        = string
}

variable "nats_server" {
  description = "nats-server release: version, SHA-256 of its archive, and where it is fetched from (`github` or `bucket`)."
  type        = object({ version = string, sha256 = string, source = optional(string, "github") })
}

variable "nats_exporter" {
  description = "prometheus-nats-exporter release: version and SHA-256 of its archive."
  type        = object({ version = string, sha256 = string })
}

variable "nats_nkeys" {
  description = "Public key of each NATS user (tools/nats-accounts/make-keys.mjs)."
  type        = map(string)
}

variable "otlp_endpoint" {
  description = "Where traces go (OTLP over HTTP); nowhere when null."
  type        = string
  default     = null
}

variable "alarm_subscriptions" {
  description = "Who hears of alarms: `page` at any hour, `notify` by day. An email address has to confirm."
  type = object({
    page   = optional(list(object({ protocol = string, endpoint = string })), [])
    notify = optional(list(object({ protocol = string, endpoint = string })), [])
  })
  default = {}
}

variable "monthly_budget_usd" {
  description = "What the environment may cost a month; no budget when null."
  type        = number
  default     = null
}
