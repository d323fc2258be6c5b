import { resolve } from 'node:path';
import { Value } from '@bodybroker/contracts-common';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { RoundTripCounter, eventually, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

/** How often a call may wait for the store. */
const BUDGET = { GetSettings: 1, UpdateSettings: 4, ListSettingDefinitions: 0 };

it('asks its store no more often than it has to', async () => {
  const roundTrips = new RoundTripCounter();
  const harness = await startHarness(service, { roundTrips, contentPath: resolve(__dirname, '../content') });
  try {
    await eventually(async () => expect(await harness.service.readiness()).toMatchObject({ ready: true }));
    const settings = harness.client(SettingsServiceClient, { actor: { kind: 'player', id: 'ana' } });
    const player = { playerId: 'ana', deviceId: 'phone' };
    await settings.listSettingDefinitions({});
    await settings.updateSettings({ ...player, deviceId: '', changes: { 'content.gore': Value.fromJson('OFF') } });
    await settings.getSettings(player);
    expect(roundTrips.lastOfEach).toEqual(BUDGET);
  } finally {
    await harness.stop();
  }
});
