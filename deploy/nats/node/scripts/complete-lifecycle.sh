#!/usr/bin/env bash
# complete-lifecycle.sh launch|terminate CONTINUE|ABANDON: tells the Auto Scaling group that this instance is ready, is
# no good, or may go. Does nothing where the group waits for no answer, as after a reboot.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$(readlink -f "$0")")/bounded.sh"

hook=$1
result=$2
instance_id=$(imds instance-id)

lifecycle_state() {
  aws_call autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$GROUP_NAME" --output text \
    --query "AutoScalingGroups[0].Instances[?InstanceId=='$instance_id'].LifecycleState | [0]"
}

# The group takes a moment from starting an instance (Pending) to waiting for its answer (Pending:Wait).
decided() {
  state=$(lifecycle_state) && [[ $state != Pending && $state != Terminating && $state != None ]]
}

state=''
wait_until 90 "a lifecycle state of $instance_id" decided || fail "the group says: ${state:-nothing}"
case $hook/$state in
  launch/Pending:Wait | terminate/Terminating:Wait)
    aws_call autoscaling complete-lifecycle-action --auto-scaling-group-name "$GROUP_NAME" \
      --lifecycle-hook-name "$hook" --instance-id "$instance_id" --lifecycle-action-result "$result"
    say "$hook: $result"
    ;;
  *) say "$hook: $instance_id is $state, nobody waits for an answer" ;;
esac
