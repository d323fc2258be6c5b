variable "region" {
  description = "Region of the state and the images."
  type        = string
}

variable "account_id" {
  description = "Account to work in; in any other Terraform refuses."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account's id has twelve digits."
  }
}

variable "state_bucket" {
  description = "Name of the bucket with the states: taken once in the world."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.state_bucket))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and dashes."
  }
}

variable "github_repository" {
  description = "Repository whose workflows plan, apply and push, as owner/name."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.github_repository))
    error_message = "The repository is owner/name: a wildcard would let others in."
  }
}

variable "environments" {
  description = "Environments in this account."
  type        = set(string)
  default     = ["staging", "production"]

  validation {
    condition     = length(setsubtract(var.environments, ["staging", "production"])) == 0
    error_message = "Environments are staging and production."
  }
}

variable "image_prefix" {
  description = "What names of repositories begin with; `IMAGE_PREFIX` of the workflows."
  type        = string
  default     = "bodybroker"
}

variable "image_reader_account_ids" {
  description = "Other accounts with an environment that pulls from here."
  type        = set(string)
  default     = []
}
