data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  full_name = "${var.name}-nats"
  nodes     = module.render.nodes
  # As deploy/nats/node/units/nats-exporter.service has it.
  exporter_port = 7777
  # A role has this tag on its volume and its instance, and on nothing else.
  node_tags = { for name in keys(local.nodes) : name => { NatsCluster = var.name, NatsNode = name } }
}

module "render" {
  source = "../render-nats"

  cluster_name          = var.name
  zone_name             = var.zone.name
  hosted_zone_id        = var.zone.id
  availability_zones    = sort(keys(var.private_subnet_ids))
  node_count            = var.node_count
  config_bucket         = local.config_bucket
  kms_key_arn           = var.kms_key_arn
  certificate_authority = var.certificate_authority
  server                = var.server
  exporter              = var.exporter
  memory_limit          = var.memory_limit
  seconds               = var.seconds

  aws = {
    partition  = data.aws_partition.current.partition
    region     = data.aws_region.current.region
    account_id = data.aws_caller_identity.current.account_id
  }

  jetstream = {
    # The rest is for the release, the file system, and room to notice a full disk in time.
    max_file_store_bytes = floor(var.volume.size_gb * 0.8) * 1073741824
    sync_interval        = var.sync_interval
  }
}
