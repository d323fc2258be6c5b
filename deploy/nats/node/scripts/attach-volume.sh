#!/usr/bin/env bash
# Attaches the volume tagged with this node's name, formats it if nothing was ever written to it, mounts it.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$(readlink -f "$0")")/bounded.sh"

readonly data_dir=/var/lib/nats
instance_id=$(imds instance-id)

# The id, the state and the holder of this node's volume, as three words.
describe_volume() {
  aws_call ec2 describe-volumes --output text \
    --filters "Name=tag:NatsCluster,Values=$CLUSTER_NAME" "Name=tag:NatsNode,Values=$NODE_NAME" \
    --query 'Volumes[].[VolumeId, State, Attachments[0].InstanceId]'
}

# The instance before this one may still hold the volume: it lets go of it when it is gone, and is never forced to,
# because two writers would cost the data.
attach() {
  local volumes id state holder
  volumes=$(describe_volume) || return 1
  if (($(grep -c . <<<"$volumes") != 1)); then
    say "the tags NatsCluster=$CLUSTER_NAME, NatsNode=$NODE_NAME must name one volume, not: ${volumes:-none}"
    return 1
  fi
  read -r id state holder <<<"$volumes"
  volume_id=$id
  [[ $state == in-use && $holder == "$instance_id" ]] && return 0
  [[ $state == available ]] || return 1
  aws_call ec2 attach-volume --volume-id "$id" --instance-id "$instance_id" --device /dev/sdf >/dev/null
  # Attached is what the next look says, not what was asked for.
  return 1
}

# Nothing that any tool would know, and not one byte written at its beginning.
is_blank() {
  local status=0
  blkid --probe "$1" >/dev/null || status=$?
  ((status == 2)) && cmp --silent --bytes=1048576 "$1" /dev/zero
}

volume_id=''
wait_until "$VOLUME_SECONDS" "the volume of $NODE_NAME" attach || fail "$NODE_NAME has no volume"
# The name that Linux gives an EBS volume on Nitro, whatever device name was asked for.
device="/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volume_id/-/}"
wait_until 60 "$device" test -b "$device" || fail "$volume_id is attached, but $device is not there"

mkdir -p "$data_dir"
if ! mountpoint --quiet "$data_dir"; then
  if is_blank "$device"; then
    say "$volume_id is blank: making a file system"
    timeout 300 "mkfs.$FILE_SYSTEM" -q "$device"
  fi
  found=$(blkid --probe --match-tag TYPE --output value "$device" || true)
  [[ $found == "$FILE_SYSTEM" ]] || fail "$volume_id holds ${found:-something unknown}, not $FILE_SYSTEM: left as it is"
  timeout 120 mount -t "$FILE_SYSTEM" -o noatime "$device" "$data_dir"
fi
# A volume may have been enlarged since.
case $FILE_SYSTEM in
  xfs) timeout 120 xfs_growfs "$data_dir" >/dev/null ;;
  ext4) timeout 120 resize2fs "$device" 2>/dev/null ;;
esac
install --directory --owner=nats --group=nats --mode=0700 "$data_dir/jetstream"
say "$volume_id is mounted on $data_dir"
