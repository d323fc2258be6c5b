# What the variable `thresholds` may name, and what holds where it names nothing. Why each is what it is stands at the variable.
locals {
  default_thresholds = {
    service_cpu_percent                = 85
    service_memory_percent             = 85
    service_errors_in_5_minutes        = 25
    gateway_error_percent              = 5
    gateway_slow_error_percent         = 1
    gateway_minimum_requests           = 50
    gateway_target_errors_in_5_minutes = 100
    gateway_p99_seconds                = 2
    gateway_blocked_in_5_minutes       = 1000
    nats_volume_percent                = 65
    nats_cpu_percent                   = 80
    nats_certificate_hours             = 72
    redis_cpu_percent                  = 80
    redis_memory_percent               = 80
    redis_lag_seconds                  = 5
    redis_connections                  = 5000
    certificate_days                   = 30
  }

  thresholds = merge(local.default_thresholds, var.thresholds)
}
