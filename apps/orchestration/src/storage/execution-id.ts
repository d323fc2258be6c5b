import { createHash } from 'node:crypto';

/** What two starts must have in common to be about the same thing. */
export type WorkflowIdentity =
  | { readonly definitionId: string; readonly workflowId: string }
  | { readonly definitionId: string; readonly startedBy: string; readonly idempotencyKey: string };

const RUN = /_\d+$/;

/** The same for all executions about one thing: `exe_` and 26 hex digits. */
export function workflowKey(identity: WorkflowIdentity): string {
  const parts =
    'workflowId' in identity
      ? ['workflow', identity.definitionId, identity.workflowId]
      : ['key', identity.definitionId, identity.startedBy, identity.idempotencyKey];
  return `exe_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 26)}`;
}

/** The id of the n-th execution about one thing, from 1. */
export function executionId(key: string, run: number): string {
  return `${key}_${run}`;
}

/** The workflow key within an execution's id. */
export function keyOfExecution(id: string): string {
  return id.replace(RUN, '');
}
