variables {
  name          = "bodybroker-test"
  zone_name     = "bodybroker-test.internal"
  nats_targets  = ["nats-0.bodybroker-test.internal:7777", "nats-1.bodybroker-test.internal:7777", "nats-2.bodybroker-test.internal:7777"]
  redis_targets = ["rediss://bodybroker-test-0001-001.bodybroker-test.abc.use1.cache.amazonaws.com:6379"]
  remote_write  = { url = "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write", region = "eu-central-1" }
}

run "scrapes_this_environment" {
  command = plan

  assert {
    condition     = output.jobs == ["services", "nats", "redis", "otel-collector"]
    error_message = "all jobs but that of a Prometheus of one's own"
  }
  assert {
    condition     = !strcontains(output.config, "bodybroker-production") && !strcontains(output.config, "EXAMPLE")
    error_message = "no name of another environment"
  }
  assert {
    condition     = contains(output.task_names, "gateway.tasks.bodybroker-test.internal") && contains(output.task_names, "otel-collector.tasks.bodybroker-test.internal") && length(output.task_names) == 24
    error_message = "23 services and the collector, by the names of their tasks"
  }
  assert {
    condition     = local.scrape.scrape_configs[1].static_configs[0].targets == var.nats_targets && local.scrape.scrape_configs[2].static_configs[0].targets == var.redis_targets
    error_message = "its own nodes"
  }
  assert {
    condition     = local.scrape.scrape_configs[2].relabel_configs[2].replacement == "redis-exporter.tasks.bodybroker-test.internal:9121"
    error_message = "Redis by way of the exporter"
  }
}

run "writes_signed_and_with_the_names_that_rules_ask_for" {
  command = plan

  assert {
    condition     = local.config.exporters.prometheusremotewrite.auth.authenticator == "sigv4auth" && local.config.extensions.sigv4auth == { region = "eu-central-1", service = "aps" }
    error_message = "by the role of the task"
  }
  assert {
    condition     = !local.config.exporters.prometheusremotewrite.add_metric_suffixes && local.config.exporters.prometheusremotewrite.disable_scope_info && local.config.exporters.prometheusremotewrite.external_labels.environment == "bodybroker-test"
    error_message = "names unchanged, and the environment on each"
  }
  assert {
    condition     = keys(local.config.service.pipelines) == ["metrics"] && keys(local.config.receivers) == ["prometheus"]
    error_message = "no traces unless there is somebody to hand them to"
  }
}

run "takes_traces_when_somebody_wants_them" {
  command = plan

  variables {
    takes_traces = true
  }

  assert {
    condition     = local.config.service.pipelines.traces.receivers == ["otlp"] && local.config.service.pipelines.traces.exporters == ["otlphttp"] && strcontains(local.config.exporters.otlphttp.endpoint, "OTEL_BACKEND_URL")
    error_message = "in by OTLP, out by OTLP"
  }
  assert {
    condition     = alltrue([for name in local.config.service.pipelines.traces.processors : contains(keys(local.config.processors), name)])
    error_message = "every processor is there"
  }
}

run "refuses_redis_in_the_open" {
  command = plan

  variables {
    redis_targets = ["redis://bodybroker-test-0001-001.bodybroker-test.abc.use1.cache.amazonaws.com:6379"]
  }

  expect_failures = [var.redis_targets]
}

run "refuses_to_write_in_the_open" {
  command = plan

  variables {
    remote_write = { url = "http://prometheus:9090/api/v1/remote_write", region = "eu-central-1" }
  }

  expect_failures = [var.remote_write]
}
