locals {
  templates = "${path.module}/../../../nats/node"

  nodes = { for index in range(var.node_count) : "nats-${index}" => {
    availability_zone = var.availability_zones[index % length(var.availability_zones)]
    host              = "nats-${index}.${var.zone_name}"
    group_name        = "${var.cluster_name}-nats-${index}"
  } }

  # What the server needs to end by itself, and then some.
  drain_seconds = var.seconds.lame_duck + 40

  nats_conf = { for name, node in local.nodes : name => templatefile("${local.templates}/nats.conf.tftpl", {
    server_name            = name
    cluster_name           = var.cluster_name
    zone                   = var.zone_name
    availability_zone      = node.availability_zone
    peers                  = sort(keys(local.nodes))
    max_payload_bytes      = var.max_payload_bytes
    lame_duck_seconds      = var.seconds.lame_duck
    max_memory_store_bytes = var.jetstream.max_memory_store_bytes
    max_file_store_bytes   = var.jetstream.max_file_store_bytes
    sync_interval          = var.jetstream.sync_interval
  }) }

  settings = { for name, node in local.nodes : name => {
    AWS_REGION           = var.aws.region
    BOOT_SECONDS         = var.seconds.boot
    CA_ARN               = var.certificate_authority.arn
    CA_SIGNING_ALGORITHM = var.certificate_authority.signing_algorithm
    CA_TEMPLATE_ARN      = var.certificate_authority.template_arn
    CERTIFICATE_DAYS     = var.certificate.days
    CERTIFICATE_SECONDS  = var.seconds.certificate
    CLUSTER_NAME         = var.cluster_name
    CONFIG_BUCKET        = var.config_bucket
    DRAIN_SECONDS        = local.drain_seconds
    EXPORTER_SHA256      = var.exporter == null ? "" : var.exporter.sha256
    EXPORTER_VERSION     = var.exporter == null ? "" : var.exporter.version
    FILE_SYSTEM          = var.file_system
    GROUP_NAME           = node.group_name
    HEALTH_SECONDS       = var.seconds.health
    HOSTED_ZONE_ID       = var.hosted_zone_id
    METRIC_NAMESPACE     = var.metric_namespace
    NATS_SHA256          = var.server.sha256
    NATS_VERSION         = var.server.version
    NODE_NAME            = name
    RELEASE_SOURCE       = var.server.source
    RENEW_BEFORE_HOURS   = var.certificate.renew_before_hours
    VOLUME_SECONDS       = var.seconds.volume
    ZONE_NAME            = var.zone_name
  } }
}
