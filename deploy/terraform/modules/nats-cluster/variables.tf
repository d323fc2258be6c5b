variable "name" {
  description = "Name of the cluster, as bodybroker-production. Groups, roles and volumes are <name>-nats-0, …"
  type        = string

  validation {
    # A load balancer's name, <name>-nats, has 32 characters at most.
    condition     = can(regex("^[a-z][a-z0-9-]{2,26}$", var.name))
    error_message = "name: lower-case letters, digits and hyphens, 3 to 27 of them."
  }
}

variable "vpc_id" {
  description = "VPC of the nodes."
  type        = string
}

variable "private_subnet_ids" {
  description = "Private subnet of each availability zone, by zone. Nodes are spread over the zones in the order of their names."
  type        = map(string)

  validation {
    condition     = length(var.private_subnet_ids) >= 3
    error_message = "private_subnet_ids: three zones at least."
  }
}

variable "zone" {
  description = "Private hosted zone of the nodes and of nats.<name>."
  type = object({
    id   = string
    name = string
  })
}

variable "kms_key_arn" {
  description = "Key of volumes and configuration. Its policy must let the service-linked role of Auto Scaling use it (module kms: autoscaled-volumes)."
  type        = string
}

variable "certificate_authority" {
  description = "Output certificate_authority of module pki."
  type = object({
    arn               = string
    signing_algorithm = string
    template_arn      = string
  })
}

variable "ca_certificate_pem" {
  description = "Output certificate_pem of module pki. During a change of the CA: both certificates, one after the other."
  type        = string
}

variable "accounts_conf" {
  description = "Text of deploy/nats/accounts.conf."
  type        = string

  validation {
    condition     = strcontains(var.accounts_conf, "include \"nkeys.conf\"")
    error_message = "accounts_conf: it must include nkeys.conf, where the public keys are."
  }
}

variable "nkeys" {
  description = "Public nkey of each user, by the user's name as in deploy/nats/users.json."
  type        = map(string)

  validation {
    condition     = alltrue([for key in values(var.nkeys) : can(regex("^U[A-Z2-7]{55}$", key))])
    error_message = "nkeys: public user keys only, U and 55 characters. A seed (SU…) must never be here."
  }
}

variable "client_security_groups" {
  description = "Security groups that may connect to port 4222, by a name of your choice."
  type        = map(string)
}

variable "monitoring_security_groups" {
  description = "Security groups that may read ports 8222 (the server) and 7777 (its exporter), by a name of your choice."
  type        = map(string)
  default     = {}
}

variable "ami_id" {
  description = "Amazon Linux 2023, x86_64, pinned: aws ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --query Parameter.Value"
  type        = string

  validation {
    condition     = can(regex("^ami-[0-9a-f]{8,17}$", var.ami_id))
    error_message = "ami_id: as ami-0123456789abcdef0."
  }
}

variable "server" {
  description = "The nats-server release: version, SHA-256 of its linux-amd64.tar.gz, and source (github, or bucket: releases/ of the configuration bucket)."
  type = object({
    version = string
    sha256  = string
    source  = optional(string, "github")
  })
}

variable "exporter" {
  description = "The prometheus-nats-exporter release for port 7777: version, and SHA-256 of prometheus-nats-exporter-v<version>-linux-x86_64.tar.gz. From where server is from. null: none."
  type = object({
    version = string
    sha256  = string
  })
  default = null
}

variable "instance_type" {
  description = "Type of the nodes, x86_64 on Nitro."
  type        = string
  default     = "m6i.large"
}

variable "memory_limit" {
  description = "GOMEMLIMIT of the server: about three quarters of the instance's memory."
  type        = string
  default     = "6GiB"
}

variable "node_count" {
  description = "Nodes: 5, or 3 for a small environment."
  type        = number
  default     = 5
}

variable "volume" {
  description = "The volume of each node."
  type = object({
    size_gb         = optional(number, 500)
    iops            = optional(number, 3000)
    throughput_mbps = optional(number, 125)
  })
  default = {}

  validation {
    condition     = var.volume.size_gb >= 10 && var.volume.iops >= 3000 && var.volume.throughput_mbps >= 125
    error_message = "volume: 10 GB, 3000 IOPS and 125 MB/s at least, what every gp3 volume has."
  }
}

variable "sync_interval" {
  description = "When JetStream writes through to disk: always (before each acknowledgement), or a time as 2m, which is several times faster and can cost the last messages when two zones lose power at once."
  type        = string
  default     = "always"
}

variable "seconds" {
  description = "Bounds of a node's steps; see module render-nats."
  type = object({
    volume      = optional(number, 600)
    certificate = optional(number, 120)
    health      = optional(number, 300)
    boot        = optional(number, 1200)
    lame_duck   = optional(number, 60)
  })
  default = {}
}

variable "deletion_protection" {
  description = "on keeps the load balancer from being deleted."
  type        = string
  default     = "on"

  validation {
    condition     = contains(["on", "off"], var.deletion_protection)
    error_message = "deletion_protection: on or off."
  }
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
}
