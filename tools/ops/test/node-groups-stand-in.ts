import type { NatsCluster, NatsServer } from '@bodybroker/test-servers';
import { AwsRefusal, type AwsStandIn } from './aws-stand-in.js';

/** One Auto Scaling group of one instance. */
interface Slot {
  readonly node: NatsServer;
  readonly name: string;
  generation: number;
  lifecycle: 'InService' | 'Terminating:Wait' | 'Pending:Wait';
}

export interface NodeGroupsOptions {
  /** Of the environment; the names of the servers are behind it. */
  readonly stack: string;
  /** Runs while a node is away. */
  readonly whileAway?: (node: string) => Promise<void>;
  /** Nodes whose replacement never comes. */
  readonly stuck?: ReadonlySet<string>;
}

/**
 * Answers for the groups of real nats-servers: ending an instance lets its server leave in lame duck and start again, as the
 * hooks of the real groups do.
 */
export function answerNodeGroups(aws: AwsStandIn, cluster: NatsCluster, options: NodeGroupsOptions): Slot[] {
  const slots: Slot[] = cluster.nodes.map((node) => ({
    node,
    name: `${options.stack}-${node.name}`,
    generation: 1,
    lifecycle: 'InService',
  }));
  const instanceOf = ({ name, generation }: Slot): string => `i-${name}-${generation}`;
  const replace = async (slot: Slot): Promise<void> => {
    slot.lifecycle = 'Terminating:Wait';
    await slot.node.kill('SIGUSR2');
    await options.whileAway?.(slot.node.name);
    if (options.stuck?.has(slot.node.name)) return;
    slot.generation += 1;
    slot.lifecycle = 'Pending:Wait';
    await slot.node.restart();
    slot.lifecycle = 'InService';
  };
  aws
    .on('autoscaling:DescribeAutoScalingGroups', ({ NextToken }: { NextToken?: string }) => {
      // Two pages, with groups of others among them.
      const [first, ...rest] = slots.map((slot) => groupOf(slot, instanceOf(slot)));
      const others = [`${options.stack}-nats-exporter`, 'other-nats-0'].map((name) => ({ AutoScalingGroupName: name }));
      return NextToken === undefined
        ? { AutoScalingGroups: [...others, first], NextToken: 'more' }
        : { AutoScalingGroups: rest };
    })
    .on('autoscaling:TerminateInstanceInAutoScalingGroup', ({ InstanceId }: { InstanceId: string }) => {
      const slot = slots.find((each) => instanceOf(each) === InstanceId);
      if (slot === undefined) return new AwsRefusal('ValidationError', 'Instance Id not found');
      void replace(slot);
      return { Activity: { ActivityId: 'a', Description: `Terminating ${InstanceId}`, StatusCode: 'InProgress' } };
    });
  return slots;
}

function groupOf(slot: Slot, instanceId: string) {
  return {
    AutoScalingGroupName: slot.name,
    DesiredCapacity: 1,
    LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '2' },
    Instances: [
      {
        InstanceId: instanceId,
        LifecycleState: slot.lifecycle,
        HealthStatus: 'Healthy',
        LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: slot.generation === 1 ? '1' : '2' },
      },
    ],
  };
}
