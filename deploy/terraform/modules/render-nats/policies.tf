locals {
  arn = "arn:${var.aws.partition}"

  group_arns = { for name, node in local.nodes : name =>
    "${local.arn}:autoscaling:${var.aws.region}:${var.aws.account_id}:autoScalingGroup:*:autoScalingGroupName/${node.group_name}"
  }

  # Exactly what the node's scripts call; a check compares the two.
  policies = { for name, node in local.nodes : name => {
    Version = "2012-10-17"
    Statement = [
      {
        # These two cannot be limited to a resource.
        Sid      = "Look"
        Effect   = "Allow"
        Action   = ["ec2:DescribeVolumes", "autoscaling:DescribeAutoScalingGroups"]
        Resource = "*"
      },
      {
        Sid      = "AttachOwnVolume"
        Effect   = "Allow"
        Action   = "ec2:AttachVolume"
        Resource = [for kind in ["volume", "instance"] : "${local.arn}:ec2:${var.aws.region}:${var.aws.account_id}:${kind}/*"]
        Condition = { StringEquals = {
          "aws:ResourceTag/NatsCluster" = var.cluster_name
          "aws:ResourceTag/NatsNode"    = name
        } }
      },
      {
        Sid       = "UseVolumeKey"
        Effect    = "Allow"
        Action    = ["kms:CreateGrant", "kms:DescribeKey"]
        Resource  = var.kms_key_arn
        Condition = { StringEquals = { "kms:ViaService" = "ec2.${var.aws.region}.amazonaws.com" } }
      },
      {
        Sid    = "ReadConfiguration"
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = [for path in ["nodes/${name}/*", "shared/*", "releases/*"] :
          "${local.arn}:s3:::${var.config_bucket}/${path}"
        ]
      },
      {
        Sid       = "DecryptConfiguration"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = var.kms_key_arn
        Condition = { StringEquals = { "kms:ViaService" = ["ec2.${var.aws.region}.amazonaws.com", "s3.${var.aws.region}.amazonaws.com"] } }
      },
      {
        # AWS has no condition on the names in a request, only on the template: end entity, with the two TLS uses.
        Sid       = "AskForCertificate"
        Effect    = "Allow"
        Action    = "acm-pca:IssueCertificate"
        Resource  = var.certificate_authority.arn
        Condition = { StringEquals = { "acm-pca:TemplateArn" = var.certificate_authority.template_arn } }
      },
      {
        Sid      = "FetchCertificate"
        Effect   = "Allow"
        Action   = "acm-pca:GetCertificate"
        Resource = var.certificate_authority.arn
      },
      {
        Sid      = "RegisterOwnName"
        Effect   = "Allow"
        Action   = "route53:ChangeResourceRecordSets"
        Resource = "${local.arn}:route53:::hostedzone/${var.hosted_zone_id}"
        Condition = { "ForAllValues:StringEquals" = {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames" = [node.host]
          "route53:ChangeResourceRecordSetsRecordTypes"           = ["A"]
          "route53:ChangeResourceRecordSetsActions"               = ["UPSERT"]
        } }
      },
      {
        Sid      = "AnswerOwnGroup"
        Effect   = "Allow"
        Action   = "autoscaling:CompleteLifecycleAction"
        Resource = local.group_arns[name]
      },
      {
        # Metrics have no resource; the namespace limits them.
        Sid       = "PublishMetrics"
        Effect    = "Allow"
        Action    = "cloudwatch:PutMetricData"
        Resource  = "*"
        Condition = { StringEquals = { "cloudwatch:namespace" = var.metric_namespace } }
      },
    ]
  } }
}
