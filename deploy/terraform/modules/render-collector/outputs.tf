output "config" {
  description = "The collector's configuration, YAML."
  value       = yamlencode(local.config)
}

output "jobs" {
  description = "Names of what is scraped."
  value       = [for job in local.scrape.scrape_configs : job.job_name]
}

output "task_names" {
  description = "Names in DNS that are looked up for tasks."
  value       = flatten([for job in local.definition.scrape_configs : [for lookup in try(job.dns_sd_configs, []) : lookup.names]])
}

output "lookup_seconds" {
  description = "How often each of them is looked up."
  value       = tonumber(trimsuffix(local.definition.scrape_configs[0].dns_sd_configs[0].refresh_interval, "s"))
}

output "scrape_interval_seconds" {
  description = "Time between two samples of a series."
  value       = tonumber(trimsuffix(local.definition.global.scrape_interval, "s"))
}
