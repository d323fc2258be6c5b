#!/usr/bin/env bash
# Lame duck: the server takes no new clients, hands its leaderships over, moves its clients to the other nodes one by
# one, ends; then the volume is let go and the Auto Scaling group may end the instance.
# shellcheck source-path=SCRIPTDIR
here=$(dirname "$(readlink -f "$0")")
. "$here/bounded.sh"

say "$NODE_NAME leaves"
systemctl stop nats-renew.timer nats-metrics.timer || true
# What stops it is SIGUSR2, lame duck; see nats-server.service.
timeout --kill-after=10 "$DRAIN_SECONDS" systemctl stop nats-server.service || say 'the server did not end in time'
sync
timeout 30 umount /var/lib/nats || say 'the volume is let go with the instance'
"$here/complete-lifecycle.sh" terminate CONTINUE
