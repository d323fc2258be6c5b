resource "aws_ebs_volume" "data" {
  for_each = local.nodes

  availability_zone = each.value.availability_zone
  type              = "gp3"
  size              = var.volume.size_gb
  iops              = var.volume.iops
  throughput        = var.volume.throughput_mbps
  encrypted         = true
  kms_key_id        = var.kms_key_arn
  final_snapshot    = true

  # The node finds its volume by these.
  tags = merge(var.tags, local.node_tags[each.key], { Name = each.value.group_name })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_launch_template" "node" {
  for_each = local.nodes

  name                   = each.value.group_name
  description            = "NATS node ${each.key} of ${var.name}"
  image_id               = var.ami_id
  instance_type          = var.instance_type
  ebs_optimized          = true
  update_default_version = true
  user_data              = base64gzip(module.render.user_data[each.key])

  iam_instance_profile {
    arn = aws_iam_instance_profile.node[each.key].arn
  }

  network_interfaces {
    device_index                = 0
    associate_public_ip_address = false
    delete_on_termination       = true
    security_groups             = [aws_security_group.node.id]
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "disabled"
  }

  monitoring {
    enabled = true
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = 20
      encrypted             = true
      kms_key_id            = var.kms_key_arn
      delete_on_termination = true
    }
  }

  tag_specifications {
    resource_type = "instance"
    tags          = merge(var.tags, local.node_tags[each.key], { Name = each.value.group_name })
  }

  # Not the node's tags: it would find two volumes of its name.
  tag_specifications {
    resource_type = "volume"
    tags          = merge(var.tags, { Name = "${each.value.group_name}-root" })
  }

  tags = var.tags
}

# One place in one zone for each node. A group replaces what fails, and nothing else does: an apply changes the
# template only, and `npm run ops -- nats roll` brings it to the nodes one by one.
resource "aws_autoscaling_group" "node" {
  for_each = local.nodes

  name                      = each.value.group_name
  min_size                  = 1
  max_size                  = 1
  desired_capacity          = 1
  vpc_zone_identifier       = [var.private_subnet_ids[each.value.availability_zone]]
  target_group_arns         = [aws_lb_target_group.clients.arn]
  wait_for_capacity_timeout = "30m"

  # Not ELB: a server that is long in recovering its streams must not be ended for it, and a stopped process is
  # started again by systemd.
  health_check_type         = "EC2"
  health_check_grace_period = 60

  launch_template {
    id      = aws_launch_template.node[each.key].id
    version = aws_launch_template.node[each.key].latest_version
  }

  # The volume can be in one place only: first out, then in.
  instance_maintenance_policy {
    min_healthy_percentage = 0
    max_healthy_percentage = 100
  }

  # A node that says nothing is as bad as one that says ABANDON. Longer than the bound of all its steps.
  initial_lifecycle_hook {
    name                 = "launch"
    lifecycle_transition = "autoscaling:EC2_INSTANCE_LAUNCHING"
    default_result       = "ABANDON"
    heartbeat_timeout    = var.seconds.boot + 300
  }

  initial_lifecycle_hook {
    name                 = "terminate"
    lifecycle_transition = "autoscaling:EC2_INSTANCE_TERMINATING"
    default_result       = "CONTINUE"
    heartbeat_timeout    = module.render.drain_seconds + 180
  }

  dynamic "tag" {
    for_each = merge(var.tags, { Name = each.value.group_name })

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }

  depends_on = [
    aws_ebs_volume.data,
    aws_iam_role_policy.node,
    aws_iam_role_policy_attachment.session_manager,
    aws_s3_object.node,
    aws_s3_object.shared,
    aws_lb_listener.clients,
  ]
}
