#!/usr/bin/env bash
# Waits for the Auto Scaling group to end this instance, then lets it go in order.
# shellcheck source-path=SCRIPTDIR
here=$(dirname "$(readlink -f "$0")")
. "$here/bounded.sh"

# An unanswered question means nothing: only the word itself ends a node.
until [[ $(imds autoscaling/target-lifecycle-state || true) == Terminated ]]; do
  sleep 5
done
exec "$here/leave-cluster.sh"
