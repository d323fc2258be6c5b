import { MemoryEventLog } from '../../src/events/memory/memory-event-log.js';
import { MemoryKeyValue } from '../../src/kv/memory-key-value.js';
import { CONTRACT_TOPOLOGY } from './contract-topology.js';
import { describeEventLog } from './event-log-contract.js';
import { describeKeyValue } from './key-value-contract.js';

const clock = { now: () => Date.now() };

describeEventLog('memory', async () => {
  await Promise.resolve();
  const listeners: ((subject: string, body: Readonly<Record<string, unknown>>) => void)[] = [];
  const log = new MemoryEventLog({
    clock,
    topology: CONTRACT_TOPOLOGY,
    onAdvisory: (subject, data) => {
      const body = JSON.parse(new TextDecoder().decode(data)) as Record<string, unknown>;
      for (const listener of listeners) listener(subject, body);
    },
  });
  return {
    log,
    onAdvisory: (listener) => listeners.push(listener),
    publishRaw: (subject, text) => log.answer(subject, text),
  };
});

describeKeyValue('memory', async () => {
  await Promise.resolve();
  return new MemoryKeyValue(new MemoryEventLog({ clock, topology: CONTRACT_TOPOLOGY }), 'settings');
});
