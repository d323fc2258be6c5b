output "certificate_authority" {
  description = "ARN, signing_algorithm, and template_arn: the one template a node may ask for. Known once the CA is active."
  value = {
    arn               = aws_acmpca_certificate_authority_certificate.this.certificate_authority_arn
    signing_algorithm = local.signing_algorithm
    template_arn      = "${local.templates}/EndEntityCertificate/V1"
  }
}

output "certificate_pem" {
  description = "The CA's certificate."
  value       = aws_acmpca_certificate.this.certificate
}

output "certificate_parameter_arn" {
  description = "ARN of the parameter with the CA's certificate, for the secrets of an ECS task."
  value       = aws_ssm_parameter.certificate.arn
}
