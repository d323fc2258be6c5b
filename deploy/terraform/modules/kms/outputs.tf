output "arn" {
  description = "ARN of the key."
  value       = aws_kms_key.this.arn

  # An encrypted thing that is made before the key may be used fails.
  depends_on = [aws_kms_alias.this]
}

output "alias_name" {
  description = "Alias of the key."
  value       = aws_kms_alias.this.name
}
