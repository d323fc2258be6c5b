data "aws_partition" "current" {}

locals {
  signing_algorithm = "SHA256WITHECDSA"
  templates         = "arn:${data.aws_partition.current.partition}:acm-pca:::template"
}

# One level: its only users are five nodes, and their clients trust exactly this certificate.
resource "aws_acmpca_certificate_authority" "this" {
  type                            = "ROOT"
  usage_mode                      = var.usage_mode
  permanent_deletion_time_in_days = var.deletion_window_days

  certificate_authority_configuration {
    key_algorithm     = "EC_prime256v1"
    signing_algorithm = local.signing_algorithm

    subject {
      common_name  = var.name
      organization = var.organization
    }
  }

  tags = merge(var.tags, { Name = var.name })
}

resource "aws_acmpca_certificate" "this" {
  certificate_authority_arn   = aws_acmpca_certificate_authority.this.arn
  certificate_signing_request = aws_acmpca_certificate_authority.this.certificate_signing_request
  signing_algorithm           = local.signing_algorithm
  template_arn                = "${local.templates}/RootCACertificate/V1"

  validity {
    type  = "YEARS"
    value = var.validity_years
  }
}

resource "aws_acmpca_certificate_authority_certificate" "this" {
  certificate_authority_arn = aws_acmpca_certificate_authority.this.arn
  certificate               = aws_acmpca_certificate.this.certificate
  certificate_chain         = aws_acmpca_certificate.this.certificate_chain
}

# A certificate is public; a task gets it the way it gets its secrets, by reference.
resource "aws_ssm_parameter" "certificate" {
  name        = "/${var.name}/ca.pem"
  description = "Certificate of the CA of the NATS nodes"
  type        = "String"
  value       = aws_acmpca_certificate.this.certificate

  tags = var.tags
}
