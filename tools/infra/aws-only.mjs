/** What no run without an AWS account can show. */
export const AWS_ALONE_SHOWS = [
  'that AWS takes the values: enumerations, quotas, names already taken, arguments that exclude each other',
  'that the plan of the real provider is empty after an apply',
  'ACM Private CA issuing and renewing certificates, and DNS validation of the gateway certificate',
  'instances: cloud-init on the real AMI, EBS attach and detach, IMDSv2, the lifecycle hooks of the scaling groups',
  'Route 53 answers and load balancer health checks inside the VPC',
  'ElastiCache: failover, snapshots, TLS certificates of the service',
  'Fargate: image pull by digest, secrets by reference, the deployment circuit breaker, zone rebalancing, scaling',
  'Cloud Map naming tasks, the collector writing to the managed Prometheus, the exporter reading ElastiCache over TLS',
  'the WAF and the listener policy seen from outside, GitHub signing in by OIDC, alarms reaching a person, the bill',
];
