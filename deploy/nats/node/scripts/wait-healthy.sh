#!/usr/bin/env bash
# wait-healthy.sh LEVEL SECONDS: succeeds when this node's server is healthy.
#   enabled  it runs with JetStream: what one node answers for alone
#   server   and it knows the cluster's leader: what the load balancer asks
#   full     and all its streams and consumers are caught up: what must be before the next node may go
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$(readlink -f "$0")")/bounded.sh"

level=${1:-full}
seconds=${2:-$HEALTH_SECONDS}
case $level in
  enabled) question='?js-enabled-only=true' ;;
  server) question='?js-server-only=true' ;;
  full) question='' ;;
  *) fail "$level: enabled, server or full" ;;
esac

healthy() {
  curl --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:8222/healthz$question"
}

wait_until "$seconds" "$level health" healthy || {
  curl --silent --max-time 5 "http://127.0.0.1:8222/healthz$question" >&2 || true
  exit 1
}
say "healthy ($level)"
