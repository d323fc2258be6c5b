#!/usr/bin/env bash
# What only the node itself can see, to CloudWatch: health, how full its volume is, how long its certificate is good.
# shellcheck source-path=SCRIPTDIR
here=$(dirname "$(readlink -f "$0")")
. "$here/bounded.sh"

metric() {
  printf 'MetricName=%s,Unit=%s,Value=%s,Dimensions=[{Name=Cluster,Value=%s},{Name=Node,Value=%s}]' \
    "$1" "$2" "$3" "$CLUSTER_NAME" "$NODE_NAME"
}

healthy=0
if "$here/wait-healthy.sh" full 1 2>/dev/null; then healthy=1; fi
used_percent=$(df --output=pcent /var/lib/nats | tr --delete --complement '0-9')
ends=$(date --date="$(openssl x509 -in /etc/nats/tls/current/cert.pem -noout -enddate | cut --delimiter== --fields=2)" +%s)
hours_left=$(((ends - $(date +%s)) / 3600))

aws_call cloudwatch put-metric-data --namespace "$METRIC_NAMESPACE" --metric-data \
  "$(metric Healthy Count "$healthy")" \
  "$(metric VolumeUsed Percent "$used_percent")" \
  "$(metric CertificateHoursLeft Count "$hours_left")"
