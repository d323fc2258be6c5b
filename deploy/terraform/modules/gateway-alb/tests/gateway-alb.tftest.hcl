mock_provider "aws" {
  override_data {
    target = data.aws_caller_identity.current
    values = { account_id = "111122223333" }
  }
  mock_resource "aws_acm_certificate" {
    defaults = {
      domain_validation_options = [{
        domain_name           = "api.example.com"
        resource_record_name  = "_x.api.example.com"
        resource_record_type  = "CNAME"
        resource_record_value = "_y.acm-validations.aws"
      }]
    }
  }
}

variables {
  name                      = "bodybroker-test"
  domain_name               = "api.example.com"
  hosted_zone_id            = "Z1"
  vpc_id                    = "vpc-1"
  public_subnet_ids         = ["subnet-a", "subnet-b", "subnet-c"]
  gateway_port              = 8000
  gateway_security_group_id = "sg-gateway"
  logs_kms_key_arn          = "arn:aws:kms:eu-central-1:111122223333:key/logs"
}

run "https_only" {
  command = apply

  assert {
    condition     = aws_lb_listener.https.port == 443 && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "TLS 1.2 at least, 1.3 preferred"
  }
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect" && aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS"
    error_message = "80 leads to 443"
  }
  assert {
    condition     = aws_lb_listener.https.certificate_arn == aws_acm_certificate.this.arn && aws_route53_record.validation[0].name == "_x.api.example.com"
    error_message = "a validated certificate"
  }
  assert {
    condition     = aws_lb_listener.https.default_action[0].target_group_arn == aws_lb_target_group.this.arn
    error_message = "to the gateway"
  }
}

run "streams_and_leaving_tasks" {
  command = plan

  assert {
    condition     = aws_lb.this.idle_timeout > 2 * 15
    error_message = "a heartbeat may be lost without the stream being cut"
  }
  assert {
    condition     = one(aws_lb_target_group.this.health_check).path == "/readyz" && aws_lb_target_group.this.target_type == "ip"
    error_message = "only a ready gateway gets requests"
  }
  assert {
    condition     = tonumber(aws_lb_target_group.this.deregistration_delay) >= 30
    error_message = "what is under way is finished"
  }
  assert {
    condition     = aws_lb.this.enable_deletion_protection && aws_lb.this.drop_invalid_header_fields && one(aws_lb.this.access_logs).enabled
    error_message = "protected, strict and logged"
  }
}

run "guarded_by_waf" {
  command = apply

  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == aws_lb.this.arn
    error_message = "the WAF stands before the load balancer"
  }
  assert {
    condition     = length(aws_wafv2_web_acl.this.rule) == 4
    error_message = "a rate rule and three managed sets"
  }
  assert {
    condition     = one([for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].rate_based_statement[0].limit if rule.name == "rate"]) == 30000
    error_message = "by address"
  }
  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.internet : rule.from_port]) == toset([80, 443])
    error_message = "two ports"
  }
}

run "refuses_to_cut_streams" {
  command = plan

  variables {
    idle_timeout_seconds = 10
  }

  expect_failures = [var.idle_timeout_seconds]
}
