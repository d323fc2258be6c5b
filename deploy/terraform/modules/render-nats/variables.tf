variable "cluster_name" {
  description = "Name of the cluster; names of its nodes, groups and tags begin with it or carry it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,40}$", var.cluster_name))
    error_message = "cluster_name: lower-case letters, digits and hyphens, 3 to 41 of them."
  }
}

variable "zone_name" {
  description = "Private DNS zone of the nodes: nats-0.<zone>, …, and nats.<zone> for all of them."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z0-9-]+$", var.zone_name))
    error_message = "zone_name: a DNS name without a dot at its end."
  }
}

variable "hosted_zone_id" {
  description = "Id of the private hosted zone."
  type        = string
}

variable "availability_zones" {
  description = "Zones the nodes are spread over in turn: 5 nodes over 3 zones are 2-2-1. The loss of any one leaves a majority."
  type        = list(string)

  validation {
    condition     = length(var.availability_zones) >= 3 && length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "availability_zones: three different ones at least, or three replicas could not be in three zones."
  }
}

variable "node_count" {
  description = "Nodes of the cluster: 5, or 3 for a small environment."
  type        = number
  default     = 5

  validation {
    condition     = contains([3, 5, 7], var.node_count)
    error_message = "node_count: 3, 5 or 7. An even number bears no more losses than the odd one below it."
  }
}

variable "aws" {
  description = "Where the cluster runs, for the ARNs in the nodes' policies."
  type = object({
    partition  = string
    region     = string
    account_id = string
  })
}

variable "config_bucket" {
  description = "Name of the bucket the nodes fetch their configuration from."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of the bucket and of the volumes."
  type        = string
}

variable "certificate_authority" {
  description = "The private CA that signs the nodes' certificates: its ARN, the algorithm it signs with, and the one template a node may use."
  type = object({
    arn               = string
    signing_algorithm = string
    template_arn      = string
  })
}

variable "server" {
  description = "The nats-server release: version (2.12 or later), SHA-256 of nats-server-v<version>-linux-amd64.tar.gz, and where from: github, or bucket (releases/ of the configuration bucket)."
  type = object({
    version = string
    sha256  = string
    source  = optional(string, "github")
  })

  validation {
    condition     = can(regex("^2\\.(1[2-9]|[2-9][0-9])\\.[0-9]+$", var.server.version))
    error_message = "server.version: 2.12.0 or later, as 2.12.5."
  }

  validation {
    condition     = can(regex("^[0-9a-f]{64}$", var.server.sha256))
    error_message = "server.sha256: 64 lower-case hexadecimal digits, from SHA256SUMS of the release."
  }

  validation {
    condition     = contains(["github", "bucket"], var.server.source)
    error_message = "server.source: github or bucket."
  }
}

variable "exporter" {
  description = "The prometheus-nats-exporter release for port 7777: version, and SHA-256 of prometheus-nats-exporter-v<version>-linux-x86_64.tar.gz. From where server is from. null: none."
  type = object({
    version = string
    sha256  = string
  })
  default = null

  validation {
    condition     = var.exporter == null ? true : can(regex("^[0-9]+\\.[0-9]+\\.[0-9]+$", var.exporter.version)) && can(regex("^[0-9a-f]{64}$", var.exporter.sha256))
    error_message = "exporter: a version as 0.20.2, and 64 lower-case hexadecimal digits, from checksums.txt of the release."
  }
}

variable "jetstream" {
  description = "What JetStream may use on each node. sync_interval is always (a message is on disk before it is acknowledged) or a time such as 2m (several times faster; a power loss in two zones at once can cost the last messages)."
  type = object({
    max_memory_store_bytes = optional(number, 1073741824)
    max_file_store_bytes   = optional(number, 429496729600)
    sync_interval          = optional(string, "always")
  })
  default = {}

  validation {
    condition     = can(regex("^(always|[1-9][0-9]*(s|m))$", var.jetstream.sync_interval))
    error_message = "jetstream.sync_interval: always, or a time as 30s or 2m."
  }
}

variable "max_payload_bytes" {
  description = "Longest message."
  type        = number
  default     = 1048576
}

variable "memory_limit" {
  description = "GOMEMLIMIT of the server: about three quarters of the instance's memory."
  type        = string
  default     = "6GiB"
}

variable "file_system" {
  description = "File system of the volumes."
  type        = string
  default     = "xfs"

  validation {
    condition     = contains(["xfs", "ext4"], var.file_system)
    error_message = "file_system: xfs or ext4."
  }
}

variable "certificate" {
  description = "How long a certificate is good, and how long before its end it is renewed."
  type = object({
    days               = optional(number, 7)
    renew_before_hours = optional(number, 96)
  })
  default = {}

  validation {
    condition     = var.certificate.days >= 1 && var.certificate.renew_before_hours >= 24 && var.certificate.renew_before_hours <= var.certificate.days * 24 - 24
    error_message = "certificate: renewed a day before its end at the latest, and a day after its beginning at the earliest."
  }
}

variable "seconds" {
  description = "Bounds of a node's steps. boot is that of all steps of a launch together; lame_duck is how long clients are moved for."
  type = object({
    volume      = optional(number, 600)
    certificate = optional(number, 120)
    health      = optional(number, 300)
    boot        = optional(number, 1200)
    lame_duck   = optional(number, 60)
  })
  default = {}

  validation {
    condition     = var.seconds.boot >= var.seconds.volume + var.seconds.certificate + var.seconds.health && var.seconds.boot <= 1500
    error_message = "seconds.boot: at least volume + certificate + health together, and 1500 at most."
  }

  validation {
    condition     = var.seconds.lame_duck >= 31 && var.seconds.lame_duck <= 600
    error_message = "seconds.lame_duck: 31 (nats-server takes no less than 30) to 600."
  }
}

variable "metric_namespace" {
  description = "CloudWatch namespace of the nodes' own metrics."
  type        = string
  default     = "BodyBroker/NATS"
}
