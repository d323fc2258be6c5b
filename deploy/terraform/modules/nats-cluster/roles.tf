# A role for each node: it can attach its own volume, register its own name and answer for its own group.
data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "node" {
  for_each = local.nodes

  name               = "${var.name}-${each.key}"
  description        = "NATS node ${each.key} of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "node" {
  for_each = local.nodes

  name   = "node"
  role   = aws_iam_role.node[each.key].id
  policy = module.render.policies[each.key]
}

# Session Manager instead of SSH: no port, no key, every session recorded.
resource "aws_iam_role_policy_attachment" "session_manager" {
  for_each = local.nodes

  role       = aws_iam_role.node[each.key].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "node" {
  for_each = local.nodes

  name = "${var.name}-${each.key}"
  role = aws_iam_role.node[each.key].name
  tags = var.tags
}
