import {
  CapabilityRegistryService,
  Registration,
  SubjectKind,
  type ICapabilityRegistryService,
  type RegisterCapabilitiesRequest,
} from '@bodybroker/contracts-capability-registry';
import { RpcError } from '@bodybroker/nats-sdk';
import { createTestBroker, servePeer } from '@bodybroker/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { asAdmin, model, readyVersion, startModels } from './start-models.js';

describe('model-management beside capability-registry', () => {
  it('tells what versions can do once they may serve, without what has no definition there', async () => {
    const broker = createTestBroker();
    const requests: RegisterCapabilitiesRequest[] = [];
    const registry = await servePeer<ICapabilityRegistryService>(broker, CapabilityRegistryService, {
      registerCapabilities: (request) => {
        if (request.capabilities.some(({ name }) => name === 'ai.local')) {
          throw new RpcError('NOT_FOUND', 'CAPABILITY', 'no such capability', { details: { id: 'ai.local' } });
        }
        requests.push(request);
        return Promise.resolve(Registration.create());
      },
    });
    const harness = await startModels({ broker });
    const seen = async (id: string): Promise<RegisterCapabilitiesRequest | undefined> => {
      for (let tries = 0; tries < 100; tries += 1) {
        const found = requests.find(({ subject }) => subject?.id === id);
        if (found !== undefined) return found;
        await delay(10);
      }
      return undefined;
    };
    const narrator = await seen('narrator:1');
    expect(narrator?.subject?.kind).toBe(SubjectKind.MODEL);
    expect(narrator?.capabilities.map(({ name }) => name)).toEqual(['ai.chat', 'ai.chat.stream', 'ai.chat.json']);
    await model(asAdmin(harness));
    const number = await readyVersion(asAdmin(harness), 'house-voice', ['ai.chat']);
    expect(await seen(`house-voice:${number}`)).toBeDefined();
    await harness.stop();
    await registry.stop();
  });
});
