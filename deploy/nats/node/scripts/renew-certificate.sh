#!/usr/bin/env bash
# Renews the certificate before it ends and lets the server use it; connected clients stay connected.
# `renew-certificate.sh now` does not wait until it is due.
# shellcheck source-path=SCRIPTDIR
here=$(dirname "$(readlink -f "$0")")
. "$here/bounded.sh"

readonly tls_dir=/etc/nats/tls
before=$(readlink "$tls_dir/current")
if [[ ${1:-} == now ]]; then
  "$here/issue-certificate.sh"
else
  "$here/issue-certificate.sh" if-needed
fi
[[ $(readlink "$tls_dir/current") != "$before" ]] || exit 0

if ! "$here/fetch-config.sh" check || ! "$here/reload-server.sh"; then
  ln --symbolic --force --no-dereference "$before" "$tls_dir/current.new"
  mv --no-target-directory "$tls_dir/current.new" "$tls_dir/current"
  "$here/reload-server.sh" || true
  fail 'the server does not take the new certificate: the one before is in use again'
fi
say 'the server uses the new certificate'
