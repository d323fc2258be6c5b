#!/usr/bin/env bash
# Lets the running server read its configuration and certificate again, and makes sure that it did.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$(readlink -f "$0")")/bounded.sh"

loaded_again() {
  local now
  now=$(server_value config_load_time) && [[ -n $now && $now != "$before" ]]
}

before=$(server_value config_load_time) || fail 'the server does not answer'
timeout 20 systemctl reload nats-server.service
# A refused reload is only logged by the server: the time of the last good one tells.
wait_until 20 'the reload' loaded_again
