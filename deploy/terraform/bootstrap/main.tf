locals {
  name     = var.image_prefix
  services = toset(keys(jsondecode(file("${path.module}/../services.json"))))
  # What others have made and runs beside: copied here, since tasks reach no registry outside. See docs/deployment.md.
  third_party = toset(keys(jsondecode(file("${path.module}/../third-party-images.json"))))
  tags        = { Project = var.image_prefix, ManagedBy = "terraform-bootstrap" }
}

module "state_key" {
  source = "../modules/kms"

  name        = "${local.name}/terraform-state"
  description = "State of Terraform"
  tags        = local.tags
}

module "image_key" {
  source = "../modules/kms"

  name        = "${local.name}/images"
  description = "Images of the services"
  tags        = local.tags
}

# Images are made once and then go from environment to environment, so there is one registry for all of them.
module "ecr" {
  source = "../modules/ecr"

  services           = local.services
  prefix             = var.image_prefix
  kms_key_arn        = module.image_key.arn
  reader_account_ids = var.image_reader_account_ids
  tags               = local.tags
}

module "third_party" {
  source = "../modules/ecr"

  services           = local.third_party
  prefix             = var.image_prefix
  kms_key_arn        = module.image_key.arn
  reader_account_ids = var.image_reader_account_ids
  tags               = local.tags
}
