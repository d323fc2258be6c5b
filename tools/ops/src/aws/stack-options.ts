import type { Options, OptionSpecs } from '../cli/command.js';

export const STACK_OPTIONS: OptionSpecs = {
  stack: { kind: 'text', value: 'NAME', about: 'name of the environment, such as bodybroker-staging; needed' },
};

/** How deploy/terraform names the parts of an environment. */
export interface StackNames {
  readonly stack: string;
  readonly cluster: string;
  /** Private zone the nodes register their names in. */
  readonly zone: string;
  taskFamily(service: string): string;
  secret(service: string): string;
  redisUser(service: string): string;
  /** Auto Scaling group of `nats-0` and so on. */
  nodeGroup(node: string): string;
}

/** @throws UsageError without --stack */
export function stackNames(options: Options): StackNames {
  const stack = options.required('stack');
  return {
    stack,
    cluster: stack,
    zone: `${stack}.internal`,
    taskFamily: (service) => `${stack}-${service}`,
    secret: (service) => `${stack}/${service}`,
    redisUser: (service) => `${stack}-${service}`,
    nodeGroup: (node) => `${stack}-${node}`,
  };
}
