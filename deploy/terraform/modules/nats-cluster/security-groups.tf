resource "aws_security_group" "node" {
  name        = "${local.full_name}-node"
  description = "NATS nodes of ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${local.full_name}-node" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "balancer" {
  name        = "${local.full_name}-balancer"
  description = "Load balancer before the NATS nodes of ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "${local.full_name}-balancer" })

  lifecycle {
    create_before_destroy = true
  }
}

# Clients enter by the load balancer, and reach the nodes that it told them of directly.
resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = { for pair in setproduct(["balancer", "node"], keys(var.client_security_groups)) : "${pair[0]}/${pair[1]}" => {
    group = pair[0] == "node" ? aws_security_group.node.id : aws_security_group.balancer.id
    name  = pair[1]
  } }

  security_group_id            = each.value.group
  description                  = "NATS clients: ${each.value.name}"
  referenced_security_group_id = var.client_security_groups[each.value.name]
  ip_protocol                  = "tcp"
  from_port                    = 4222
  to_port                      = 4222
}

resource "aws_vpc_security_group_ingress_rule" "balancer" {
  for_each = { clients = 4222, health = 8222 }

  security_group_id            = aws_security_group.node.id
  description                  = "Load balancer: ${each.key}"
  referenced_security_group_id = aws_security_group.balancer.id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_egress_rule" "balancer" {
  for_each = { clients = 4222, health = 8222 }

  security_group_id            = aws_security_group.balancer.id
  description                  = "Nodes: ${each.key}"
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
}

resource "aws_vpc_security_group_ingress_rule" "monitoring" {
  for_each = { for pair in setproduct(keys(var.monitoring_security_groups), [local.exporter_port, 8222]) : "${pair[0]}/${pair[1]}" => {
    name = pair[0]
    port = pair[1]
  } }

  security_group_id            = aws_security_group.node.id
  description                  = "Metrics: ${each.value.name}"
  referenced_security_group_id = var.monitoring_security_groups[each.value.name]
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_ingress_rule" "routes" {
  security_group_id            = aws_security_group.node.id
  description                  = "Routes of the cluster"
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = 6222
  to_port                      = 6222
}

resource "aws_vpc_security_group_egress_rule" "routes" {
  security_group_id            = aws_security_group.node.id
  description                  = "Routes of the cluster"
  referenced_security_group_id = aws_security_group.node.id
  ip_protocol                  = "tcp"
  from_port                    = 6222
  to_port                      = 6222
}

# AWS's own services, and the release on GitHub.
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.node.id
  description       = "AWS and the nats-server release"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
