output "lines" {
  description = "US dollars a month by line."
  value       = local.lines
}

output "total" {
  description = "US dollars a month."
  value       = local.total
}

output "table" {
  description = "The same as a Markdown table, dearest first."
  value       = local.table
}

output "basis" {
  description = "Where the prices are from."
  value       = "List prices of ${local.prices.region}, ${local.prices.as_of}, ${local.prices.source}"
}

output "prices" {
  description = "Each price and its name; all are list prices of one region."
  value       = { for name, price in local.flat_prices : name => price }
}
