locals {
  sources = "${path.module}/../../../monitoring"

  # What is scraped is written once: the configuration of a Prometheus of one's own, with the names of this environment.
  definition = yamldecode(replace(file("${local.sources}/prometheus/aws.yaml"), "bodybroker-production.internal", var.zone_name))
  targets    = { nats = var.nats_targets, redis = var.redis_targets }

  # There is no Prometheus that could scrape itself.
  scrape = {
    global = { for name, value in local.definition.global : name => value if name != "external_labels" }
    scrape_configs = [for job in local.definition.scrape_configs : merge(
      job,
      { for name, targets in local.targets : "static_configs" => [{ targets = targets }] if name == job.job_name },
    ) if job.job_name != "prometheus"]
  }

  # How traces are taken is written once as well, for compose and for here.
  base = yamldecode(file("${local.sources}/otel-collector/config.yaml"))

  config = {
    receivers = merge(
      # The collector would read $1 as a variable of its own.
      { prometheus = { config = jsondecode(replace(jsonencode(local.scrape), "$", "$$")) } },
      { for name, receiver in local.base.receivers : name => receiver if var.takes_traces },
    )

    processors = { for name, processor in local.base.processors : name => processor if contains(local.processors, name) }

    exporters = merge(
      { prometheusremotewrite = {
        endpoint        = var.remote_write.url
        auth            = { authenticator = "sigv4auth" }
        external_labels = { environment = var.name }
        # Names stay as the processes wrote them: rules and dashboards ask for these.
        add_metric_suffixes = false
        target_info         = { enabled = false }
        # Else each series would carry the release of the collector, and be another one after its upgrade.
        disable_scope_info = true
        retry_on_failure   = { enabled = true, max_elapsed_time = "300s" }
      } },
      # The name it has in every release of the distribution that runs here.
      { for name in ["otlphttp"] : name => local.base.exporters.otlp_http if var.takes_traces },
    )

    extensions = merge(local.base.extensions, { sigv4auth = { region = var.remote_write.region, service = "aps" } })

    service = {
      extensions = concat(local.base.service.extensions, ["sigv4auth"])
      telemetry  = merge(local.base.service.telemetry, { logs = { encoding = "json" } })
      pipelines = merge(
        { metrics = { receivers = ["prometheus"], processors = ["memory_limiter", "batch"], exporters = ["prometheusremotewrite"] } },
        { for name, pipeline in local.base.service.pipelines : name => merge(pipeline, { exporters = ["otlphttp"] }) if var.takes_traces },
      )
    }
  }

  processors = concat(["memory_limiter", "batch"], var.takes_traces ? local.base.service.pipelines.traces.processors : [])
}
