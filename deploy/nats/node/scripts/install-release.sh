#!/usr/bin/env bash
# install-release.sh nats-server|prometheus-nats-exporter: installs the release that the settings name, and nothing whose
# SHA-256 is another one. The archive is kept on the node's volume: a replaced instance needs no download.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$(readlink -f "$0")")/bounded.sh"

readonly program=$1
# The two projects pack differently: one names the processor amd64 and puts a folder into the archive.
case $program in
  nats-server)
    version=$NATS_VERSION
    sha256=$NATS_SHA256
    name="nats-server-v$version-linux-amd64"
    member="$name/nats-server"
    ;;
  prometheus-nats-exporter)
    version=$EXPORTER_VERSION
    sha256=$EXPORTER_SHA256
    name="prometheus-nats-exporter-v$version-linux-x86_64"
    member=prometheus-nats-exporter
    ;;
  *) fail "$program: nats-server or prometheus-nats-exporter" ;;
esac
readonly archive="/var/lib/nats/releases/$name.tar.gz"

is_genuine() {
  [[ -f $1 ]] && echo "$sha256  $1" | sha256sum --check --status -
}

download() {
  case $RELEASE_SOURCE in
    github)
      curl --silent --show-error --fail --location --proto '=https' --retry 3 --connect-timeout 10 --max-time 120 \
        --output "$1" "https://github.com/nats-io/$program/releases/download/v$version/$name.tar.gz"
      ;;
    bucket) aws_call s3api get-object --bucket "$CONFIG_BUCKET" --key "releases/$name.tar.gz" "$1" >/dev/null ;;
    *) fail "RELEASE_SOURCE is $RELEASE_SOURCE: github or bucket" ;;
  esac
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if ! is_genuine "$archive"; then
  download "$scratch/archive"
  is_genuine "$scratch/archive" || fail "$name.tar.gz has another SHA-256 than $sha256: not installed"
  mkdir -p "${archive%/*}"
  # Only the release in use is kept.
  rm -f "${archive%/*}/$program"-v*
  mv "$scratch/archive" "$archive"
fi
tar --extract --gzip --file "$archive" --directory "$scratch" "$member"
# In one step: the program may be running.
install --mode=0755 "$scratch/$member" "/usr/local/bin/$program.new"
mv "/usr/local/bin/$program.new" "/usr/local/bin/$program"
say "$program v$version is installed"
