variable "name" {
  description = "Name of the load balancer and prefix of the rest."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "A load balancer's name has up to 32 lower-case letters, digits and dashes."
  }
}

variable "domain_name" {
  description = "Name clients call, such as api.example.com."
  type        = string
}

variable "hosted_zone_id" {
  description = "Public Route 53 zone of the domain."
  type        = string
}

variable "vpc_id" {
  description = "VPC."
  type        = string
}

variable "public_subnet_ids" {
  description = "Public subnets, one a zone."
  type        = list(string)

  validation {
    condition     = length(var.public_subnet_ids) >= 2
    error_message = "A load balancer stands in two zones at least."
  }
}

variable "gateway_port" {
  description = "Port of the gateway."
  type        = number
}

variable "gateway_security_group_id" {
  description = "Security group of the gateway's tasks."
  type        = string
}

variable "idle_timeout_seconds" {
  description = "Silence after which a connection is closed; more than the gateway's heartbeat of 15 s on streams."
  type        = number
  default     = 60

  validation {
    condition     = var.idle_timeout_seconds >= 30 && var.idle_timeout_seconds <= 4000
    error_message = "30 seconds, twice the heartbeat, at least."
  }
}

variable "deregistration_delay_seconds" {
  description = "How long a task that goes may finish what it has."
  type        = number
  default     = 60

  validation {
    condition     = var.deregistration_delay_seconds >= 30 && var.deregistration_delay_seconds <= 3600
    error_message = "30 to 3600 seconds: the gateway drains for 25."
  }
}

variable "requests_per_address_in_5_minutes" {
  description = "Requests one address may make in five minutes before it is kept out."
  type        = number
  default     = 30000

  validation {
    condition     = var.requests_per_address_in_5_minutes >= 10
    error_message = "WAF counts from 10 on."
  }
}

variable "managed_rule_sets" {
  description = "AWS's rule sets, in the order they are asked."
  type        = list(string)
  default     = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"]
}

variable "deletion_protection" {
  description = "Whether the load balancer refuses to be deleted."
  type        = bool
  default     = true
}

variable "access_log_retention_days" {
  description = "Days access logs are kept."
  type        = number
  default     = 90
}

variable "waf_log_retention_days" {
  description = "Days refused requests are kept."
  type        = number
  default     = 30
}

variable "logs_kms_key_arn" {
  description = "Key the WAF's log is encrypted with."
  type        = string
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
