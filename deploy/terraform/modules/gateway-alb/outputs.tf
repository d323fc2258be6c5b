output "url" {
  description = "Where clients call."
  value       = "https://${var.domain_name}"
}

output "security_group_id" {
  description = "Security group of the load balancer."
  value       = aws_security_group.this.id
}

output "target_group_arn" {
  description = "Target group of the gateway."
  value       = aws_lb_target_group.this.arn

  # A service may be attached only once the group hangs on a listener.
  depends_on = [aws_lb_listener.https]
}

output "arn_suffixes" {
  description = "How metrics and scaling name the load balancer and the target group."
  value       = { load_balancer = aws_lb.this.arn_suffix, target_group = aws_lb_target_group.this.arn_suffix }
}

output "web_acl_name" {
  description = "Name of the web ACL, for alarms."
  value       = aws_wafv2_web_acl.this.name
}

output "certificate_arn" {
  description = "Certificate of the domain, for alarms."
  value       = aws_acm_certificate.this.arn
}
