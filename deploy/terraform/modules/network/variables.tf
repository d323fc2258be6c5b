variable "name" {
  description = "Prefix of all names."
  type        = string
}

variable "cidr" {
  description = "Addresses of the VPC."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.cidr)) && tonumber(split("/", var.cidr)[1]) == 16
    error_message = "The VPC takes a /16, such as 10.40.0.0/16."
  }
}

variable "availability_zones" {
  description = "The three zones everything is spread over."
  type        = list(string)

  validation {
    condition     = length(distinct(var.availability_zones)) == 3
    error_message = "Three different zones are needed: a quorum of three replicas has to survive the loss of one."
  }
}

variable "nat" {
  description = "How private subnets reach the internet: `none`, `single` (one zone's loss cuts it), `per-az`."
  type        = string
  default     = "per-az"

  validation {
    condition     = contains(["none", "single", "per-az"], var.nat)
    error_message = "NAT is none, single or per-az."
  }
}

variable "interface_endpoints" {
  description = "AWS services that are reached without leaving the VPC. `ecr.*`, `logs` and `secretsmanager` are what starting a task needs."
  type        = set(string)
  default     = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages"]
}

variable "more_interface_endpoints" {
  description = "Others besides, such as `aps-workspaces` for what writes to a managed Prometheus."
  type        = set(string)
  default     = []
}

variable "endpoint_zones" {
  description = "Zones with an interface endpoint; each costs. Others reach it over the zone's border."
  type        = number
  default     = 3

  validation {
    condition     = var.endpoint_zones >= 1 && var.endpoint_zones <= 3
    error_message = "Endpoints are in 1 to 3 zones."
  }
}

variable "logs_kms_key_arn" {
  description = "Key the flow log is encrypted with."
  type        = string
}

variable "flow_log_retention_days" {
  description = "Days refused connections are kept."
  type        = number
  default     = 30
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
