variable "services" {
  description = "Services with an image."
  type        = set(string)

  validation {
    condition     = length(var.services) > 0
    error_message = "There are no services."
  }
}

variable "prefix" {
  description = "What names of repositories begin with."
  type        = string
}

variable "kms_key_arn" {
  description = "Key images are encrypted with."
  type        = string
}

variable "kept_images" {
  description = "Images kept for each service."
  type        = number
  default     = 100

  validation {
    condition     = var.kept_images >= 10
    error_message = "At least ten images have to stay: a rollback needs its image."
  }
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}

variable "reader_account_ids" {
  description = "Other accounts that run the images."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.reader_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "An account's id has twelve digits."
  }
}
