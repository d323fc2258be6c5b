import { Struct } from '@bodybroker/contracts-common';
import { NpcBehaviorService, type INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import {
  Execution,
  ExecutionStatus,
  OrchestrationService,
  type IOrchestrationService,
} from '@bodybroker/contracts-orchestration';
import { WorldStateService, type FactValue, type IWorldStateService } from '@bodybroker/contracts-world-state';
import { createServer, RpcError, type Handlers, type MemoryServer } from '@bodybroker/nats-sdk';
import type { Contract } from '@bodybroker/service-kit';

/** An execution the fake orchestration was asked to start. */
export interface StartedExecution {
  readonly id: string;
  readonly key: string;
  readonly actor: string;
  readonly workflowId: string;
  readonly input: Readonly<Record<string, unknown>>;
  status: ExecutionStatus;
}

/** The services quest-system calls, as small as they can be. */
export interface FakePeers {
  /** Facts of the world by key. */
  readonly facts: Map<string, FactValue['value']>;
  readonly trust: Map<string, number>;
  readonly executions: StartedExecution[];
  stop(): Promise<void>;
}

const refuse = (): Promise<never> => Promise.reject(new RpcError('UNIMPLEMENTED', 'FAKE', 'the fake does not do this'));

export async function startFakePeers(broker: MemoryServer): Promise<FakePeers> {
  const connection = broker.connect();
  const facts: FakePeers['facts'] = new Map();
  const trust: FakePeers['trust'] = new Map();
  const executions: StartedExecution[] = [];

  const serve = async <Service extends object>(
    name: string,
    service: Contract['services'][number],
    handlers: Partial<Handlers<Service>>,
  ) => {
    const all = Object.fromEntries(service.methods.map(({ localName }) => [localName, refuse]));
    const server = createServer(connection, { name, version: '0.0.0', instance: `${name}-fake` });
    server.add<object>(service, { ...all, ...handlers });
    await server.start();
    return server;
  };

  const servers = await Promise.all([
    serve<IWorldStateService>('world-state', WorldStateService, {
      listFacts: async () => ({
        facts: [...facts].map(([key, value]) => ({ key, value: { value }, version: 1n })),
        nextPageToken: '',
      }),
      setFact: async ({ key, value }) => {
        if (value !== undefined) facts.set(key, value.value);
        return { key, ...(value === undefined ? {} : { value }), version: 1n };
      },
    }),
    serve<INpcBehaviorService>('npc-behavior', NpcBehaviorService, {
      getNpc: async ({ npcId }) => {
        if (npcId === 'nobody') throw new RpcError('NOT_FOUND', 'NPC_NOT_FOUND', 'nobody');
        return refuse();
      },
      getRelationship: async ({ npcId, playerId }) => ({
        npcId,
        playerId,
        trust: trust.get(npcId) ?? 0,
        fear: 0,
        respect: 0,
        familiarity: 0,
        debt: 0,
        version: 1n,
      }),
    }),
    serve<IOrchestrationService>('orchestration', OrchestrationService, {
      startWorkflow: async ({ definitionId, workflowId, input }, { idempotencyKey = '', actor }) => {
        let execution = executions.find(({ key }) => key === idempotencyKey);
        if (execution === undefined) {
          execution = {
            id: `wfx_${executions.length + 1}`,
            key: idempotencyKey,
            actor: `${actor.kind}:${actor.id}`,
            workflowId,
            input: Struct.toJson(input ?? Struct.create()) as Record<string, unknown>,
            status: ExecutionStatus.PENDING,
          };
          executions.push(execution);
        }
        return Execution.create({ id: execution.id, definitionId, workflowId, status: execution.status });
      },
    }),
  ]);
  return {
    facts,
    trust,
    executions,
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop({ timeoutMs: 1000 })));
      await connection.close();
    },
  };
}
