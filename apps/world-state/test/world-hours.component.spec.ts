import { DealSettled } from '@bodybroker/contracts-body-broker-integration';
import { WeatherChanged, WeatherState } from '@bodybroker/contracts-weather-manager';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { eventually, type ServiceHarness } from '@bodybroker/testing';
import { HOUR, asService, int, once, passHour, startWorld, type WorldClient } from './world-harness.js';

describe('hours, weather and deals', () => {
  let harness: ServiceHarness;
  let world: WorldClient;

  beforeEach(async () => {
    harness = await startWorld();
    world = asService(harness);
  });

  afterEach(async () => {
    await harness.stop();
  });

  const dreadOf = async (locationId: string): Promise<number> => (await world.getLocation({ locationId })).dread;
  const untilHour = (hour: number) =>
    eventually(async () => {
      const snapshot = await world.getWorldSnapshot({ regionIds: ['ash-ward'] });
      expect(snapshot.clock?.gms).toBe(BigInt(hour * HOUR));
      return snapshot;
    });
  const publish = (event: ReturnType<typeof createEvent>) => new EventPublisher(harness.broker.events).publish(event);

  it('settle dread by two an hour, once an hour', async () => {
    const base = await dreadOf('ash-kilns');
    const changeMood = { locationId: 'ash-kilns', dreadDelta: 5 };
    await world.applyChanges({ changes: [{ edit: { oneofKind: 'changeMood', changeMood } }] }, once());
    await passHour(harness, 9);
    expect((await untilHour(9)).clock).toMatchObject({ hour: 9, dayNumber: 0n });
    expect(await dreadOf('ash-kilns')).toBe(base + 3);
    await passHour(harness, 9);
    await passHour(harness, 20);
    await untilHour(20);
    expect(await dreadOf('ash-kilns')).toBe(base);
  });

  it('leave the revision as it is when nothing changes', async () => {
    const { revision } = await world.getWorldSnapshot({});
    await passHour(harness, 12);
    expect(await untilHour(12)).toMatchObject({ revision });
  });

  it('forget facts whose time is over, and cool heat', async () => {
    await world.setFact({ key: 'test.brief', value: int(1), ttlGms: BigInt(2 * HOUR) });
    await world.setFact({ key: 'heat.ash-ward', value: int(10) });
    await passHour(harness, 9);
    await untilHour(9);
    expect(await world.getFact({ key: 'test.brief' })).toMatchObject({ expiresGms: BigInt(10 * HOUR) });
    await passHour(harness, 10);
    await untilHour(10);
    await expect(world.getFact({ key: 'test.brief' })).rejects.toMatchObject({ reason: 'FACT_NOT_FOUND' });
    expect(await world.getFact({ key: 'heat.ash-ward' })).toMatchObject({ value: int(8) });
  });

  it('weigh on a region by its weather', async () => {
    const base = await dreadOf('ash-kilns');
    const effects = { decayMultiplier: 1, moveMultiplier: 1, scent: 1, dreadDelta: 1.5 };
    const fog = {
      worldId: 'main',
      regionId: 'ash-ward',
      newState: WeatherState.FOG,
      intensity: 1,
      effects,
      gms: BigInt(8 * HOUR),
    };
    const facts = { source: 'weather-manager', clock: harness.clock, entityId: 'ash-ward', eventId: 'fog' };
    await publish(createEvent(WeatherChanged, fog, facts));
    await eventually(async () => {
      const { weather } = await world.getWorldSnapshot({ regionIds: ['ash-ward'] });
      expect(weather).toEqual([
        { regionId: 'ash-ward', state: WeatherState.FOG, intensity: 1, sinceGms: BigInt(8 * HOUR) },
      ]);
    });
    await passHour(harness, 9);
    await untilHour(9);
    expect(await dreadOf('ash-kilns')).toBe(base + 1.5);
    await passHour(harness, 15);
    await untilHour(15);
    expect(await dreadOf('ash-kilns')).toBe(base + 1.5);
  });

  it('heat the ward of a settled deal once, though it is told twice', async () => {
    const deal = { contractId: 'c1', playerId: 'p1', worldId: 'main', npcId: 'grubb', regionId: '', count: 3 };
    const facts = {
      source: 'body-broker-integration',
      clock: harness.clock,
      entityId: 'c1',
      playerId: 'p1',
      eventId: 'deal-1',
    };
    const event = createEvent(DealSettled, { deal }, facts);
    await publish(event);
    await publish({ ...event, headers: {} });
    const heat = () => world.getFact({ key: 'heat.mire-ward' });
    await eventually(async () => expect(await heat()).toMatchObject({ value: int(5), version: 2n }));
    await passHour(harness, 9);
    await untilHour(9);
    expect(await heat()).toMatchObject({ value: int(4), version: 3n });
  });
});
