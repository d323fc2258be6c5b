# The first address of a client; from then on it knows the nodes. TLS passes through: the nodes' certificates carry this name.
resource "aws_lb" "this" {
  name                             = local.full_name
  load_balancer_type               = "network"
  internal                         = true
  subnets                          = values(var.private_subnet_ids)
  security_groups                  = [aws_security_group.balancer.id]
  enable_cross_zone_load_balancing = true
  enable_deletion_protection       = var.deletion_protection == "on"
  tags                             = var.tags
}

resource "aws_lb_target_group" "clients" {
  name                 = local.full_name
  vpc_id               = var.vpc_id
  target_type          = "instance"
  protocol             = "TCP"
  port                 = 4222
  preserve_client_ip   = true
  deregistration_delay = 30
  tags                 = var.tags

  # One node's question about itself and its place in the cluster; not about its streams, which would take a node that is
  # still catching up away from the clients. In lame duck the answer is 500.
  health_check {
    protocol            = "HTTP"
    port                = "8222"
    path                = "/healthz?js-server-only=true"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener" "clients" {
  load_balancer_arn = aws_lb.this.arn
  port              = 4222
  protocol          = "TCP"
  tags              = var.tags

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.clients.arn
  }
}

# The names of the nodes (nats-0.…) are not here: each instance registers its own.
resource "aws_route53_record" "nats" {
  zone_id = var.zone.id
  name    = "nats.${var.zone.name}"
  type    = "A"

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = false
  }
}
