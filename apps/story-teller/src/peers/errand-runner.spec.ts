import { RpcError } from '@bodybroker/nats-sdk';
import { noLogger } from '@bodybroker/telemetry';
import { MAX_REFUSALS, retryDelayMs, type Errand } from '../domain/errand.js';
import { ErrandRunner, type ErrandRunnerOptions } from './errand-runner.js';

const NOW = 1_000_000;
const errand = (attempts: number): Errand => ({
  id: 'brn_ann.main.1:0:1',
  playerId: 'ann',
  worldId: 'main',
  beatId: 'b',
  correlationId: 'c~beat:1',
  wish: { kind: 'quest', definitionId: 'first-cut' },
  attempts,
});

const runner = (error?: Error): ErrandRunner => {
  const offerQuest = error === undefined ? jest.fn().mockResolvedValue({}) : jest.fn().mockRejectedValue(error);
  const peers = { quests: { offerQuest }, clock: { now: () => NOW }, logger: noLogger };
  return new ErrandRunner(peers as unknown as ErrandRunnerOptions);
};

const { signal } = new AbortController();

describe('an errand', () => {
  it('is over when it is done', async () => {
    expect(await runner().run(errand(3), signal)).toEqual({ is: 'over' });
  });

  it('is never given up while the one asked is away', async () => {
    const away = runner(new RpcError('UNAVAILABLE', 'AWAY', 'away'));
    expect(await away.run(errand(10_000), signal)).toEqual({ is: 'again', dueMs: NOW + 60_000 });
    expect(await away.run(errand(0), signal)).toEqual({ is: 'again', dueMs: NOW + 500 });
    expect(await runner(new Error('?')).run(errand(10_000), signal)).toMatchObject({ is: 'again' });
  });

  it('is given up when it was refused often enough', async () => {
    const refusing = runner(new RpcError('NOT_FOUND', 'DEFINITION_NOT_FOUND', 'no'));
    expect(await refusing.run(errand(MAX_REFUSALS - 2), signal)).toMatchObject({ is: 'again' });
    expect(await refusing.run(errand(MAX_REFUSALS - 1), signal)).toEqual({ is: 'over' });
  });

  it('is tried again ever more rarely, up to once a minute', () => {
    expect([1, 2, 3, 8, 9, 500].map(retryDelayMs)).toEqual([500, 1000, 2000, 60_000, 60_000, 60_000]);
  });
});
