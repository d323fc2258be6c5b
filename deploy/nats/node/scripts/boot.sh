#!/usr/bin/env bash
# Brings the node up, at its first start and at every reboot. Ends within BOOT_SECONDS: with the launch confirmed, or
# with a non-zero code and the launch abandoned, so that the Auto Scaling group tries another instance.
# shellcheck source-path=SCRIPTDIR
here=$(dirname "$(readlink -f "$0")")
. "$here/bounded.sh"

# Metrics are not worth a launch.
start_exporter() {
  [[ -z $EXPORTER_VERSION ]] && return
  "$here/install-release.sh" prometheus-nats-exporter && systemctl start nats-exporter.service
}

bring_up() {
  "$here/attach-volume.sh"
  "$here/install-release.sh" nats-server
  # At a reboot, yesterday's configuration is better than no node.
  "$here/fetch-config.sh" || [[ -e /etc/nats/config/current/nats.conf ]]
  "$here/issue-certificate.sh" if-needed
  "$here/fetch-config.sh" check
  "$here/register-name.sh"
  systemctl start nats-server.service
  # Only what this node answers for itself: a lost quorum elsewhere must not end a sound node.
  "$here/wait-healthy.sh" enabled "$HEALTH_SECONDS"
  start_exporter || say 'the node goes on without its exporter'
  systemctl start nats-renew.timer nats-metrics.timer nats-termination.service
}

if [[ ${1:-} == steps ]]; then
  bring_up
  exit
fi

if timeout --kill-after=10 "$BOOT_SECONDS" "$0" steps; then
  "$here/complete-lifecycle.sh" launch CONTINUE
  say "$NODE_NAME is up"
else
  status=$?
  say "$NODE_NAME did not come up (code $status): the launch is abandoned"
  "$here/complete-lifecycle.sh" launch ABANDON || say 'the hook ends it by itself when its time is over'
  exit "$status"
fi
