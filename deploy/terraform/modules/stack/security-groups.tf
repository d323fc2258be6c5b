# What every service reaches: NATS, Redis, and AWS over the endpoints of the VPC.
resource "aws_security_group" "services" {
  name_prefix = "${var.name}-services-"
  description = "What services reach"
  vpc_id      = module.network.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-services" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "services" {
  for_each = {
    redis         = { group = module.redis.security_group_id, port = 6379 }
    nats          = { group = module.nats.security_group_id, port = 4222 }
    nats-balancer = { group = module.nats.balancer_security_group_id, port = 4222 }
    endpoints     = { group = module.network.endpoints_security_group_id, port = 443 }
  }

  security_group_id            = aws_security_group.services.id
  description                  = "To ${each.key}"
  referenced_security_group_id = each.value.group
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  tags                         = var.tags
}

# Layers of images come from S3.
resource "aws_vpc_security_group_egress_rule" "s3" {
  security_group_id = aws_security_group.services.id
  description       = "To S3"
  prefix_list_id    = module.network.s3_prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}

# Only for services that call somebody outside: a payment provider, a model.
resource "aws_security_group" "internet" {
  name_prefix = "${var.name}-internet-"
  description = "Services that call the internet"
  vpc_id      = module.network.vpc_id
  tags        = merge(var.tags, { Name = "${var.name}-internet" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "internet" {
  security_group_id = aws_security_group.internet.id
  description       = "HTTPS to everywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}
