import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startNatsServer, type NatsServer } from '@bodybroker/test-servers';
import { AwsRefusal, AwsStandIn } from './aws-stand-in.js';
import { CertificateAuthority } from './certificate-authority.js';
import { runCommand } from './run-command.js';

jest.setTimeout(60_000);

const STACK = 'bodybroker-staging';
const HOST = `nats-0.${STACK}.internal`;

describe('ops rotate certificates, on a real TLS server and a stand-in for AWS', () => {
  let dir: string;
  let authority: CertificateAuthority;
  let server: NatsServer;
  let aws: AwsStandIn;
  const files = () => ({ keyFile: join(dir, 'key.pem'), certFile: join(dir, 'cert.pem') });
  const rotate = (...flags: string[]) =>
    runCommand(
      ['rotate', 'certificates', '--stack', STACK, '--node-address', `nats-0=127.0.0.1:${server.port}`, ...flags],
      {
        environment: { ...aws.environment, BB_NATS_TLS_CA: authority.caFile },
        world: { pause: (ms, signal) => delay(Math.min(ms, 50), undefined, { signal }) },
      },
    );
  /** What the script of the node does, or something else. */
  let onNode: () => Promise<{ readonly Status: string; readonly StandardErrorContent?: string }>;

  /** As reload-server.sh does: until the server says that it has read its configuration again. */
  const loadedAt = async () =>
    ((await (await fetch(`${server.monitorUrl}/varz`)).json()) as { config_load_time: string }).config_load_time;
  const reload = async () => {
    const before = await loadedAt();
    server.signal('SIGHUP');
    while ((await loadedAt()) === before) await delay(20);
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ops-certificates-'));
    authority = new CertificateAuthority(dir);
    authority.issue(HOST, 2, files());
    server = await startNatsServer({ jetstream: false, tls: files() });
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    aws = await AwsStandIn.start();
    let looks = 0;
    aws
      .on('autoscaling:DescribeAutoScalingGroups', () => ({
        AutoScalingGroups: [
          {
            AutoScalingGroupName: `${STACK}-nats-0`,
            Instances: [{ InstanceId: 'i-0', LifecycleState: 'InService' }],
          },
        ],
      }))
      .on('ssm:SendCommand', () => ({ Command: { CommandId: 'c-1', Status: 'Pending' } }))
      .on('ssm:GetCommandInvocation', async () => {
        looks += 1;
        if (looks === 1) return new AwsRefusal('InvocationDoesNotExist', 'not yet');
        if (looks === 2) return { CommandId: 'c-1', InstanceId: 'i-0', Status: 'InProgress' };
        return { CommandId: 'c-1', InstanceId: 'i-0', ResponseCode: 0, ...(await onNode()) };
      });
  });
  afterEach(() => aws.stop());

  it('renews on the node and sees the later end in a handshake', async () => {
    onNode = async () => {
      authority.issue(HOST, 9, files());
      await reload();
      return { Status: 'Success' };
    };
    const { code, out, error } = await rotate('--yes');
    expect({ code, error }).toEqual({ code: 0, error: expect.stringMatching(/nats-0: good until/) as string });
    const dates = /^nats-0 +(\S+) +(\S+)$/m.exec(out);
    expect(Date.parse(dates?.[2] ?? '') - Date.parse(dates?.[1] ?? '')).toBeGreaterThan(6 * 86_400_000);
    expect(aws.inputsOf('ssm:SendCommand')).toMatchObject([
      {
        DocumentName: 'AWS-RunShellScript',
        InstanceIds: ['i-0'],
        Parameters: { commands: ['/usr/local/lib/nats-node/renew-certificate.sh now'], executionTimeout: ['300'] },
      },
    ]);
  });

  it('fails when the script fails, with what it said', async () => {
    const StandardErrorContent = 'issue-certificate.sh: the CA did not answer\n';
    onNode = () => Promise.resolve({ Status: 'Failed', StandardErrorContent });
    const { code, error } = await rotate('--yes');
    expect([code, error]).toEqual([1, expect.stringContaining('renew certificate on nats-0: Failed')]);
    expect(error).toContain('the CA did not answer');
  });

  it('does not believe a script: the server must show another certificate', async () => {
    onNode = () => Promise.resolve({ Status: 'Success' });
    const { code, error } = await rotate('--yes');
    expect([code, error]).toEqual([1, expect.stringContaining('nats-0 shows the same certificate as before')]);
  });

  it('refuses a server whose certificate is of another CA or another name', async () => {
    const otherDir = mkdtempSync(join(dir, 'other-'));
    const other = new CertificateAuthority(otherDir);
    const strange = await rotate('--yes', '--ca-file', other.caFile);
    expect([strange.code, strange.error]).toEqual([1, expect.stringMatching(/certificate/)]);
    authority.issue('nats-1.elsewhere.internal', 9, files());
    await reload();
    const misnamed = await rotate('--yes');
    expect([misnamed.code, misnamed.error]).toEqual([1, expect.stringContaining(HOST)]);
    expect(aws.changes()).toEqual([]);
  });

  it('asks nothing of the nodes in a dry run, and asks before it begins', async () => {
    expect((await rotate('--dry-run', '--json')).json()).toMatchObject([{ call: 'ssm:SendCommand' }]);
    expect((await rotate()).code).toBe(3);
    expect((await rotate('--node', 'nats-7', '--yes')).error).toContain('there is no node nats-7');
    expect(aws.changes()).toEqual([]);
  });
});
