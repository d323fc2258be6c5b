import { Struct } from '@bodybroker/contracts-common';
import { NpcBehaviorService, type INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import {
  Execution,
  ExecutionStatus,
  OrchestrationService,
  type IOrchestrationService,
} from '@bodybroker/contracts-orchestration';
import { WorldStateService, type FactValue, type IWorldStateService } from '@bodybroker/contracts-world-state';
import { RpcError, type MemoryServer } from '@bodybroker/nats-sdk';
import { servePeer } from '@bodybroker/testing';

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

export async function startFakePeers(broker: MemoryServer): Promise<FakePeers> {
  const facts: FakePeers['facts'] = new Map();
  const trust: FakePeers['trust'] = new Map();
  const executions: StartedExecution[] = [];

  const peers = await Promise.all([
    servePeer<IWorldStateService>(broker, WorldStateService, {
      listFacts: async () => ({
        facts: [...facts].map(([key, value]) => ({ key, value: { value }, version: 1n })),
        nextPageToken: '',
      }),
      setFact: async ({ key, value }) => {
        if (value !== undefined) facts.set(key, value.value);
        return { key, ...(value === undefined ? {} : { value }), version: 1n };
      },
    }),
    servePeer<INpcBehaviorService>(broker, NpcBehaviorService, {
      getNpc: async ({ npcId }) => {
        if (npcId === 'nobody') throw new RpcError('NOT_FOUND', 'NPC_NOT_FOUND', 'nobody');
        throw new RpcError('UNIMPLEMENTED', 'FAKE', 'nobody looks at who it is');
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
    servePeer<IOrchestrationService>(broker, OrchestrationService, {
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
      await Promise.all(peers.map((peer) => peer.stop()));
    },
  };
}
