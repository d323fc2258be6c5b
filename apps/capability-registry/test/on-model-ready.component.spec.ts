import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CapabilityRegistryServiceClient, SubjectKind } from '@bodybroker/contracts-capability-registry';
import { Struct } from '@bodybroker/contracts-common';
import { ModelTask, VersionReady } from '@bodybroker/contracts-model-management';
import { CONSUMER_DEFAULTS, EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { ManualClock, createTestBroker, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

const contentPath = join(__dirname, '../content');

describe('a model version that becomes ready', () => {
  it('is registered with its limits, told once or twice, until who serves it registers it', async () => {
    const clock = new ManualClock();
    const broker = createTestBroker();
    await broker.events.createConsumer({
      ...CONSUMER_DEFAULTS,
      stream: 'SYSTEM_EVENTS',
      durable: 'capability-registry-models',
      filterSubject: 'sys.model.version_ready.*',
      start: { from: 'all' },
    });
    const harness = await startHarness(service, { clock, broker, contentPath });
    const client = harness.client(CapabilityRegistryServiceClient, {
      actor: { kind: 'service', id: 'ai-integration' },
    });
    const publisher = new EventPublisher(broker.events);
    const tell = (eventId: string) =>
      publisher.publish(
        createEvent(
          VersionReady,
          {
            name: 'narrator',
            number: 3,
            modelRef: 'narrator:3',
            task: ModelTask.CHAT,
            capabilities: ['ai.chat', 'ai.local', 'ai.chat', 'nobody.knows'],
            limits: { contextTokens: 4096, maxOutputTokens: 512 },
          },
          { source: 'model-management', clock, entityId: 'narrator:3', eventId },
        ),
      );
    await tell('one');
    await tell('two');
    const subject = { kind: SubjectKind.MODEL, id: 'narrator:3' };
    const find = () => client.getSubject(subject).catch(() => undefined);
    for (let turn = 0; (await find()) === undefined && turn < 400; turn += 1) await delay(5);
    const found = await find();
    expect(found?.capabilities.map(({ name }) => name)).toEqual(['ai.chat', 'ai.local']);
    expect(Struct.toJson(found?.capabilities[0]?.attributes ?? Struct.create())).toEqual({
      context_tokens: 4096,
      max_output_tokens: 512,
    });
    await client.registerCapabilities({ subject, leaseMs: 5000n, generation: 9n });
    await tell('three');
    await delay(30);
    expect(await find()).toMatchObject({ generation: 9n });
    await harness.stop();
  });
});
