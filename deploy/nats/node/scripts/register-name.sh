#!/usr/bin/env bash
# Points this node's name at this instance: routes and clients know the node by name, so a replaced instance is found
# again within the record's 10 seconds.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$(readlink -f "$0")")/bounded.sh"

address=$(imds local-ipv4)
record="Name=$NODE_NAME.$ZONE_NAME,Type=A,TTL=10,ResourceRecords=[{Value=$address}]"
aws_call route53 change-resource-record-sets --hosted-zone-id "$HOSTED_ZONE_ID" \
  --change-batch "Changes=[{Action=UPSERT,ResourceRecordSet={$record}}]" >/dev/null
say "$NODE_NAME.$ZONE_NAME is $address"
