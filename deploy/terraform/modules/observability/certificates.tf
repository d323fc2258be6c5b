# ACM renews 60 days before the end. The private CA's own certificate is good for years, and those it gives to the nodes are watched in nats.tf.
locals {
  certificate_alarms = { for name, arn in var.certificates : "certificate-${name}" => {
    about      = "The certificate of the ${name} ends within ${local.thresholds.certificate_days} days: ACM could not renew it."
    runbook    = "CertificateExpiresSoon"
    namespace  = "AWS/CertificateManager"
    metric     = "DaysToExpiry"
    dimensions = { CertificateArn = arn }
    statistic  = "Minimum"
    # Told twice a day.
    period     = 86400
    periods    = 1
    comparison = "LessThanThreshold"
    threshold  = local.thresholds.certificate_days
    missing    = "ignore"
  } }
}
