# shellcheck shell=bash
# Sourced by every script of a node: its settings, and calls that always come to an end.
# No step of a launch may wait for ever: a node that hangs is worse than one that fails, because nothing replaces it.

set -euo pipefail
# shellcheck source=/dev/null
. /etc/nats/node.env

# One lost packet must not fail a launch; the attempts stay within the time of aws_call.
export AWS_MAX_ATTEMPTS=3 AWS_RETRY_MODE=standard AWS_PAGER=''

say() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
}

fail() {
  say "$*"
  exit 1
}

# aws_call SERVICE OPERATION ARGUMENTS…: the only way these scripts call AWS; the role's policy is compared with them.
aws_call() {
  timeout --kill-after=5 30 aws "$@" --region "$AWS_REGION" --cli-connect-timeout 5 --cli-read-timeout 10
}

# imds PATH: one item of the instance's metadata, by IMDSv2.
imds() {
  local token base=http://169.254.169.254/latest
  token=$(curl --silent --fail --max-time 3 --retry 2 --request PUT "$base/api/token" \
    --header 'X-aws-ec2-metadata-token-ttl-seconds: 60')
  curl --silent --fail --max-time 3 --retry 2 --header "X-aws-ec2-metadata-token: $token" "$base/meta-data/$1"
}

# wait_until SECONDS WHAT COMMAND…: tries COMMAND until it succeeds; returns 1 when the time is over.
wait_until() {
  local seconds=$1 what=$2 deadline
  shift 2
  deadline=$((SECONDS + seconds))
  until "$@"; do
    if ((SECONDS >= deadline)); then
      say "$what: not within $seconds s"
      return 1
    fi
    sleep 1
  done
}

# server_value NAME: one text value of the server's /varz.
server_value() {
  curl --silent --fail --max-time 3 http://127.0.0.1:8222/varz | sed -n "s/^ *\"$1\": \"\\([^\"]*\\)\".*/\\1/p"
}
