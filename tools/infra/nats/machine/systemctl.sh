#!/bin/bash
# Stands in for systemd inside a machine of the lab: starts, reloads and stops what the installed units say, as the user they
# say. It knows no timers (they are noted), no restarts, no sandboxing.
set -eu
mkdir -p /run/units /var/log/units

# value UNIT NAME: the last word on it, drop-ins included.
value() {
  cat "/etc/systemd/system/$1" "/etc/systemd/system/$1.d/"*.conf 2>/dev/null | sed -n "s/^$2=//p" | tail -n 1
}

launch() {
  local unit=$1 user environment
  user=$(value "$unit" User)
  environment=$(value "$unit" Environment)
  # shellcheck disable=SC2046,SC2086 # the words of the unit
  exec env $environment setpriv --reuid "${user:-root}" --regid "${user:-root}" --init-groups $(value "$unit" ExecStart) \
    >>"/var/log/units/$unit.log" 2>&1 </dev/null
}

start() {
  local unit=$1 status=0
  [[ $unit == *.* ]] || unit=$unit.service
  [[ -f /etc/systemd/system/$unit ]] || { echo "no unit $unit" >&2 && return 5; }
  if [[ $unit == *.timer ]]; then
    touch "/run/units/$unit.started"
  elif [[ $(value "$unit" Type) == oneshot ]]; then
    (launch "$unit") || status=$?
    echo "$status" >"/run/units/$unit.status"
    return "$status"
  else
    setsid "$0" run "$unit" &
    echo $! >"/run/units/$unit.pid"
  fi
}

stop() {
  local unit=$1 pid deadline seconds
  rm -f "/run/units/$unit.started"
  pid=$(cat "/run/units/$unit.pid" 2>/dev/null) || return 0
  signal "$unit" ExecStop "$pid"
  seconds=$(value "$unit" TimeoutStopSec)
  deadline=$((SECONDS + ${seconds:-90}))
  while [[ -d /proc/$pid ]]; do
    ((SECONDS < deadline)) || kill -KILL "$pid"
    sleep 0.1
  done
  rm -f "/run/units/$unit.pid"
}

# signal UNIT KEY PID: runs the unit's own words for it, or TERM.
signal() {
  local words
  words=$(value "$1" "$2")
  words=${words:-/bin/kill -s TERM \$MAINPID}
  # shellcheck disable=SC2086 # the words of the unit's command line
  ${words//\$MAINPID/$3}
}

verb=$1
shift
background=no
if [[ ${1:-} == --no-block ]]; then
  background=yes
  shift
fi
case $verb in
  daemon-reload | enable) ;;
  run) launch "$1" ;;
  start)
    for unit in "$@"; do
      if [[ $background == yes ]]; then setsid "$0" start "$unit" >/dev/null 2>&1 </dev/null & else start "$unit"; fi
    done
    ;;
  stop) for unit in "$@"; do stop "$unit"; done ;;
  reload) signal "$1" ExecReload "$(cat "/run/units/$1.pid")" ;;
  *) echo "the stand-in of systemctl does not know $verb" >&2 && exit 1 ;;
esac
