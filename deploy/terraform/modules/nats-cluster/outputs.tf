output "client_url" {
  description = "What a service connects to, with the CA's certificate and its own nkey."
  value       = "tls://nats.${var.zone.name}:4222"
}

output "security_group_id" {
  description = "Security group of the nodes."
  value       = aws_security_group.node.id
}

output "balancer_security_group_id" {
  description = "Security group of the load balancer."
  value       = aws_security_group.balancer.id
}

output "exporter_port" {
  description = "Port of the exporter of metrics beside each server."
  value       = local.exporter_port
}

output "exporter_targets" {
  description = "The exporters, `host:port`, in the order of the nodes."
  value       = [for name in sort(keys(local.nodes)) : "${local.nodes[name].host}:${local.exporter_port}"]
}

output "nodes" {
  description = "By name: availability_zone, host, group_name, volume_id."
  value       = { for name, node in local.nodes : name => merge(node, { volume_id = aws_ebs_volume.data[name].id }) }
}

output "config_bucket" {
  description = "Bucket of the nodes' configuration; releases/ in it is where server.source = bucket looks."
  value       = aws_s3_bucket.config.id
}

output "metric_namespace" {
  description = "CloudWatch namespace of Healthy, VolumeUsed (percent) and CertificateHoursLeft; dimensions Cluster and Node."
  value       = "BodyBroker/NATS"
}

output "target_group" {
  description = "ARN suffixes of the load balancer and its target group, for alarms."
  value = {
    load_balancer = aws_lb.this.arn_suffix
    target_group  = aws_lb_target_group.clients.arn_suffix
  }
}
