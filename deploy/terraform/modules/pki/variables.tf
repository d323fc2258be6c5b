variable "name" {
  description = "Common name of the CA and path of its parameter, as bodybroker-production-nats."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,50}$", var.name))
    error_message = "name: lower-case letters, digits and hyphens, 3 to 51 of them."
  }
}

variable "organization" {
  description = "Organization in the CA's subject."
  type        = string
  default     = "The Body Broker"
}

variable "usage_mode" {
  description = "SHORT_LIVED_CERTIFICATE (certificates of 7 days at most, an eighth of the price, no revocation needed) or GENERAL_PURPOSE."
  type        = string
  default     = "SHORT_LIVED_CERTIFICATE"

  validation {
    condition     = contains(["SHORT_LIVED_CERTIFICATE", "GENERAL_PURPOSE"], var.usage_mode)
    error_message = "usage_mode: SHORT_LIVED_CERTIFICATE or GENERAL_PURPOSE."
  }
}

variable "validity_years" {
  description = "How long the CA's own certificate is good. Clients hold it, so it outlives everything."
  type        = number
  default     = 10

  validation {
    condition     = var.validity_years >= 2 && var.validity_years <= 20
    error_message = "validity_years: 2 to 20."
  }
}

variable "deletion_window_days" {
  description = "How long a deleted CA can be brought back."
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "deletion_window_days: 7 to 30."
  }
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
