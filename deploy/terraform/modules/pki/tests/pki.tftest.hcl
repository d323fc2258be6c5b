mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_resource "aws_acmpca_certificate" {
    defaults = { certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----" }
  }
}

variables {
  name = "shop-test-nats"
}

run "issues_short_lived_certificates" {
  assert {
    condition     = aws_acmpca_certificate_authority.this.usage_mode == "SHORT_LIVED_CERTIFICATE"
    error_message = "the cheap mode must be the default"
  }

  assert {
    condition     = aws_acmpca_certificate.this.template_arn == "arn:aws:acm-pca:::template/RootCACertificate/V1"
    error_message = "the CA's own certificate must be that of a root"
  }

  assert {
    condition     = output.certificate_authority.template_arn == "arn:aws:acm-pca:::template/EndEntityCertificate/V1"
    error_message = "nodes must get end entity certificates, which can sign nothing"
  }
}

run "hands_out_the_certificate" {
  assert {
    condition     = aws_ssm_parameter.certificate.value == output.certificate_pem && aws_ssm_parameter.certificate.name == "/shop-test-nats/ca.pem"
    error_message = "the parameter must hold the CA's certificate"
  }
}

run "refuses_an_unknown_mode" {
  command = plan

  variables {
    usage_mode = "CHEAP"
  }

  expect_failures = [var.usage_mode]
}
