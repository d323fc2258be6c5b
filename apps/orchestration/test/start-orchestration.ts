import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Struct } from '@bodybroker/contracts-common';
import {
  ExecutionStatus,
  HistoryEventKind,
  OrchestrationServiceClient,
  WorkflowDefinition,
  type Execution,
  type HistoryEvent,
} from '@bodybroker/contracts-orchestration';
import { systemClock } from '@bodybroker/domain';
import { CONSUMER_DEFAULTS, type Client, type MemoryServer } from '@bodybroker/nats-sdk';
import { MemoryStore, type Store } from '@bodybroker/storage';
import { createTestBroker, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { TestingPeer } from './testing-peer.js';

const PATIENCE_MS = 8000;

/** Orchestration and a peer, on a broker of their own. */
export interface Orchestra {
  readonly harness: ServiceHarness;
  readonly peer: TestingPeer;
  readonly client: Client<OrchestrationServiceClient>;
  readonly broker: MemoryServer;
  readonly store: Store;
  /** Stores a definition from proto3 JSON. */
  define(json: object): Promise<WorkflowDefinition>;
  start(definitionId: string, input?: object, options?: StartOptions): Promise<Execution>;
  /** Waits until an execution has a status. */
  reach(id: string, status: ExecutionStatus): Promise<Execution>;
  history(id: string): Promise<readonly HistoryEvent[]>;
  /** The history as words, such as `STEP_STARTED one`. */
  lines(id: string): Promise<readonly string[]>;
  /** One more replica on the same broker and store. */
  replica(instance: string): Promise<ServiceHarness>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly key?: string;
  readonly workflowId?: string;
  readonly playerId?: string;
}

let keys = 0;

/** Starts both. Work that is put into the queue before its consumer is there waits for it, as in production. */
export async function startOrchestra(environment: Readonly<Record<string, string>> = {}): Promise<Orchestra> {
  const broker = createTestBroker();
  const store = new MemoryStore('orchestration', { clock: systemClock });
  const start = { from: 'all' } as const;
  for (const [durable, filterSubject] of [
    ['orchestration-steps', 'orch.work.step'],
    ['orchestration-compensations', 'orch.work.compensate'],
  ] as const) {
    const spec = { ...CONSUMER_DEFAULTS, start, stream: 'ORCHESTRATION_WORK', durable, filterSubject };
    await broker.events.createConsumer(spec);
  }
  const shared = {
    broker,
    store,
    clock: systemClock,
    environment: { BB_TIMER_POLL_MS: '10', BB_WATCH_POLL_MS: '10', ...environment },
    contentPath: join(__dirname, '../content'),
  };
  const peer = new TestingPeer();
  const peerHarness = await startHarness(peer.service, { broker });
  const harness = await startHarness(service, shared);
  const client = harness.client(OrchestrationServiceClient, { actor: { kind: 'admin', id: 'test' }, worldId: 'w2' });
  const replicas: ServiceHarness[] = [];
  const history = async (id: string) => (await client.getHistory({ executionId: id, pageSize: 200 })).events;
  return {
    harness,
    peer,
    client,
    broker,
    store,
    define: (json) => client.upsertWorkflowDefinition({ definition: WorkflowDefinition.fromJson(json as never) }),
    start: (definitionId, input = {}, { key, workflowId = '', playerId = '' } = {}) =>
      client.startWorkflow(
        { definitionId, input: Struct.fromJson(input as never), workflowId, playerId },
        { idempotencyKey: key ?? `key-${(keys += 1)}` },
      ),
    reach: async (executionId, status) => {
      const endsAt = performance.now() + PATIENCE_MS;
      for (;;) {
        const execution = await client.getExecution({ executionId });
        if (execution.status === status) return execution;
        if (performance.now() > endsAt) {
          const words = (await history(executionId)).map(toLine).join(', ');
          throw new Error(`${ExecutionStatus[execution.status]} instead of ${ExecutionStatus[status]}: ${words}`);
        }
        await delay(5);
      }
    },
    history,
    lines: async (id) => (await history(id)).map(toLine),
    replica: async (instance) => {
      const replica = await startHarness(service, { ...shared, instance });
      replicas.push(replica);
      return replica;
    },
    stop: async () => {
      for (const each of [...replicas, harness, peerHarness]) await each.stop();
    },
  };
}

function toLine({ kind, stepId }: HistoryEvent): string {
  return `${HistoryEventKind[kind]} ${stepId}`.trim();
}

/** Retries that do not keep a test waiting. */
export const QUICK = { maxAttempts: 3, initialMs: '10', maxMs: '1000' } as const;

/** A step that charges an amount and is undone by saying so. */
export function chargeStep(id: string, amount: unknown, more: object = {}): object {
  return {
    id,
    service: 'testing',
    method: 'Charge',
    input: { amount },
    retry: QUICK,
    compensate: { service: 'testing', method: 'Plain', input: { text: `undo ${id}` }, retry: { initialMs: '10' } },
    ...more,
  };
}
