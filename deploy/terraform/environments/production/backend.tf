# The bucket that bootstrap made. Names of buckets are taken once in the world, so yours has another: write it here.
terraform {
  backend "s3" {
    bucket       = "bodybroker-terraform-state"
    key          = "environments/production.tfstate"
    region       = "us-east-1"
    encrypt      = true
    use_lockfile = true
  }
}
