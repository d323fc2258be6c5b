#!/usr/bin/env bash
# Fetches this node's nats.conf, the accounts and the CA from the cluster's bucket.
#   fetch-config.sh          fetches and puts into use, unchecked: before there is a certificate there is nothing to check
#   fetch-config.sh check    asks the server whether what is in use is right
#   fetch-config.sh refresh  fetches, checks, puts into use, reloads the server; takes back what the server refuses
# shellcheck source-path=SCRIPTDIR
here=$(dirname "$(readlink -f "$0")")
. "$here/bounded.sh"

readonly config_dir=/etc/nats/config

# As the user the server runs as: what only root can read must not pass.
check() {
  timeout 20 runuser -u nats -- /usr/local/bin/nats-server -t -c "$1/nats.conf" >&2
}

fetch() {
  local file
  install --directory --mode=0750 --group=nats "$1"
  for file in "nodes/$NODE_NAME/nats.conf" shared/accounts.conf shared/nkeys.conf shared/ca.pem; do
    aws_call s3api get-object --bucket "$CONFIG_BUCKET" --key "$file" "$1/${file##*/}" >/dev/null
  done
  chgrp --recursive nats "$1"
  chmod 0640 "$1"/*
}

# use VERSION: in one step, so that a reload never sees half of it.
use() {
  ln --symbolic --force --no-dereference "$1" "$config_dir/current.new"
  mv --no-target-directory "$config_dir/current.new" "$config_dir/current"
}

if [[ ${1:-} == check ]]; then
  check "$config_dir/current"
  exit
fi

before=$(readlink "$config_dir/current" || true)
version=$(date --utc +%Y%m%dT%H%M%S.%N)
fetch "$config_dir/$version"
if [[ ${1:-} == refresh ]]; then
  check "$config_dir/$version" || fail 'the server refuses the new configuration: nothing is changed'
fi
use "$version"
if [[ ${1:-} == refresh ]] && ! "$here/reload-server.sh"; then
  use "$before"
  "$here/reload-server.sh" || true
  fail 'the server does not take the new configuration: the one before is in use again'
fi
# What was in use before stays, to go back to by hand.
find "$config_dir" -mindepth 1 -maxdepth 1 -type d ! -name "$version" ! -name "${before:-none}" -exec rm -rf {} +
say "configuration $version is in use"
