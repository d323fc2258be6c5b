# A service reaches its own keys and nobody else's: they all begin with bb:<service>:. Tried on a real redis-server: npm run
# infra:verify -- --only redis-users.
locals {
  access_template = "on ~bb:SERVICE:* resetchannels -@all +@read +@write +@connection +@transaction -@dangerous -function +eval +evalsha +time +info +cluster|info +cluster|slots +cluster|shards +cluster|nodes"
  # An exporter of metrics: numbers of the server, no key of anybody. Not `slowlog|get`, which shows commands with what they store.
  monitor_access = "on resetkeys resetchannels -@all +info +cluster|info +client|setname +slowlog|len +latency|latest +latency|histogram"
  access = merge(
    { for service in var.services : service => replace(local.access_template, "SERVICE", service) },
    { for user in compact([var.monitor_user]) : user => local.monitor_access },
  )

  # ElastiCache takes 40 characters; what is longer is cut and told apart by a digest.
  full_ids = { for user in keys(local.access) : user => "${var.name}-${user}" }
  user_ids = { for user, id in local.full_ids : user => length(id) <= 40 ? id : "${trimsuffix(substr(id, 0, 33), "-")}-${substr(sha1(id), 0, 6)}" }
}

# Passwords at first are known to nobody; the operator sets others (README).
data "aws_secretsmanager_random_password" "initial" {
  for_each = setunion(keys(local.access), ["default"])

  password_length     = 64
  exclude_punctuation = true
}

resource "aws_elasticache_user" "service" {
  for_each = local.access

  user_id       = local.user_ids[each.key]
  user_name     = each.key
  engine        = "redis"
  access_string = each.value
  tags          = merge(var.tags, { Service = each.key })

  authentication_mode {
    type      = "password"
    passwords = [data.aws_secretsmanager_random_password.initial[each.key].random_password]
  }

  lifecycle {
    # Set anew outside, so that no password in use is in the state.
    ignore_changes = [authentication_mode]
  }
}

# Every group has to have one; this one can do nothing.
resource "aws_elasticache_user" "default" {
  user_id       = "${var.name}-default"
  user_name     = "default"
  engine        = "redis"
  access_string = "off ~* -@all"
  tags          = var.tags

  authentication_mode {
    type      = "password"
    passwords = [data.aws_secretsmanager_random_password.initial["default"].random_password]
  }

  lifecycle {
    ignore_changes = [authentication_mode]
  }
}

resource "aws_elasticache_user_group" "this" {
  user_group_id = var.name
  engine        = "redis"
  user_ids      = concat([aws_elasticache_user.default.user_id], [for user in aws_elasticache_user.service : user.user_id])
  tags          = var.tags
}
