import { setTimeout as delay } from 'node:timers/promises';
import { connectNats, createTopologyAdmin, applyTopology, type NatsConnection } from '@bodybroker/nats-sdk';
import { startNatsCluster, type NatsCluster } from '@bodybroker/test-servers';
import type { StatusReport } from '../src/status/collect-status.js';
import { AwsStandIn } from './aws-stand-in.js';
import { answerNodeGroups } from './node-groups-stand-in.js';
import { runCommand } from './run-command.js';

jest.setTimeout(240_000);

const STACK = 'bodybroker-staging';
const CONFIG = `
  system_account: SYS
  accounts {
    SYS { users: [ { user: system, password: sys } ] }
    GAME { jetstream: enabled, users: [ { user: operator, password: op } ] }
  }
  lame_duck_grace_period: "100ms"
  lame_duck_duration: "30s"
`;

describe('ops nats drain and roll, on a real cluster and a stand-in for AWS', () => {
  let cluster: NatsCluster;
  let aws: AwsStandIn;
  let connection: NatsConnection;
  const ops = (words: readonly string[], extra: Readonly<Record<string, string>> = {}) =>
    runCommand([...words, '--stack', STACK], {
      environment: {
        ...aws.environment,
        BB_NATS_URL: cluster.url,
        BB_SYSTEM_NATS_USER: 'system',
        BB_SYSTEM_NATS_PASSWORD: 'sys',
        ...extra,
      },
      world: { pause: (ms, signal) => delay(Math.min(ms, 200), undefined, { signal }) },
    });
  const leaderName = async () => (await cluster.leader())?.name ?? '';
  const terminated = () =>
    aws.inputsOf('autoscaling:TerminateInstanceInAutoScalingGroup').map(({ InstanceId }) => String(InstanceId));

  beforeAll(async () => {
    cluster = await startNatsCluster({ name: 'nats', config: CONFIG });
    connection = await connectNats({ servers: cluster.urls, name: 'test', user: 'operator', password: 'op' });
    const stream = { name: 'GAME_EVENTS', subjects: ['game.>'] };
    const topology = { streams: [stream], buckets: [], consumers: [] };
    await applyTopology(createTopologyAdmin(connection.events), topology, { replicas: 3 });
  });
  afterAll(async () => {
    await connection.close();
    await cluster.stop();
  });
  beforeEach(async () => {
    aws = await AwsStandIn.start();
    await cluster.waitUntilReady();
  });
  afterEach(() => aws.stop());

  it('shows nodes, meta leader and replicas by the system account', async () => {
    const { json } = await runCommand(['status', '--json', '--skip', 'redis'], {
      environment: {
        BB_NATS_URL: cluster.url,
        BB_NATS_USER: 'operator',
        BB_NATS_PASSWORD: 'op',
        BB_SYSTEM_NATS_USER: 'system',
        BB_SYSTEM_NATS_PASSWORD: 'sys',
      },
    });
    const { nodes, streams, problems } = json<StatusReport>();
    expect(nodes?.map(({ name, unwell }) => [name, unwell])).toEqual([
      ['nats-1', undefined],
      ['nats-2', undefined],
      ['nats-3', undefined],
    ]);
    expect(nodes?.[0]?.meta?.leader).toBe(await leaderName());
    expect(streams?.[0]?.group).toMatchObject({ replicas: [{ current: true }, { current: true }] });
    expect(problems).toEqual([]);
  });

  it('replaces all nodes one at a time, the leader last, and no acknowledged event is lost', async () => {
    const down: string[][] = [];
    const slots = answerNodeGroups(aws, cluster, {
      stack: STACK,
      whileAway: async () => {
        down.push(cluster.nodes.filter(({ running }) => !running).map(({ name }) => name));
        await delay(500);
      },
    });
    const leader = await leaderName();
    let acknowledged = 0;
    const stop = new AbortController();
    const publishing = (async () => {
      while (!stop.signal.aborted) {
        await connection.events.publish('game.roll._', Buffer.from(String(acknowledged)), {
          messageId: `m${acknowledged}`,
        });
        acknowledged += 1;
      }
    })();
    const { code, out, error } = await ops(['nats', 'roll', '--yes']);
    stop.abort();
    await publishing;
    expect({ code, error: code === 0 ? '' : error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/^replaced: nats-\d, nats-\d, nats-\d\n$/);
    expect(error).toMatch(/nats-\d: i-\S+-1 Terminating:Wait/);
    expect(error).toContain('cluster: all 3 nodes are well');
    expect(down.map((names) => names.length)).toEqual([1, 1, 1]);
    expect(terminated().at(-1)).toBe(`i-${STACK}-${leader}-1`);
    expect(new Set(terminated()).size).toBe(3);
    expect(slots.map(({ generation }) => generation)).toEqual([2, 2, 2]);
    expect((await connection.events.stream('GAME_EVENTS'))?.messages).toBe(acknowledged);
    // All were started from the newest template now.
    expect((await ops(['nats', 'roll', '--outdated', '--yes'])).out).toBe('no node needs it\n');
  });

  it('does not touch a node while another is down, and names it', async () => {
    answerNodeGroups(aws, cluster, { stack: STACK });
    const [first] = cluster.nodes;
    await first?.kill();
    const { code, error } = await ops(['nats', 'drain', 'nats-2', '--yes', '--health-minutes', '0']);
    expect(code).toBe(1);
    expect(error).toMatch(/a whole cluster: not within 0 s \(.*2 of 3 nodes answer/);
    expect(terminated()).toEqual([]);
    await first?.restart();
  });

  it('stops when the replacement does not come', async () => {
    const [slot] = answerNodeGroups(aws, cluster, { stack: STACK, stuck: new Set(['nats-1']) });
    let nowMs = 0;
    const world = {
      now: () => nowMs,
      pause: async (ms: number, signal: AbortSignal) => {
        nowMs += ms;
        await delay(50, undefined, { signal });
      },
    };
    const words = ['nats', 'drain', 'nats-1', '--yes', '--stack', STACK, '--replace-minutes', '1'];
    const blind = await runCommand(words, { environment: aws.environment, world });
    expect([blind.code, blind.error]).toEqual([2, expect.stringContaining('--nats-monitor')]);
    // The monitoring ports show the same as the system account.
    const monitors = cluster.nodes.flatMap(({ monitorUrl }) => ['--nats-monitor', monitorUrl]);
    const { code, error } = await runCommand([...words, ...monitors], { environment: aws.environment, world });
    expect(code).toBe(1);
    expect(error).toContain('another instance of nats-1 in service: not within 60 s');
    expect(terminated()).toHaveLength(1);
    await slot?.node.restart();
  });

  it('only looks in a dry run, and knows its nodes', async () => {
    answerNodeGroups(aws, cluster, { stack: STACK });
    const { code, json } = await ops(['nats', 'drain', 'nats-2', '--dry-run', '--json']);
    expect(json()).toEqual([
      {
        call: 'autoscaling:TerminateInstanceInAutoScalingGroup',
        input: { InstanceId: `i-${STACK}-nats-2-1`, ShouldDecrementDesiredCapacity: false },
      },
    ]);
    expect([code, aws.changes()]).toEqual([0, []]);
    expect((await ops(['nats', 'drain', 'nats-9', '--yes'])).error).toContain(
      'there is no node nats-9: nats-1, nats-2, nats-3',
    );
    expect((await ops(['nats', 'drain', 'nats-2'])).code).toBe(3);
  });
});
