import { connect, type NatsConnection } from 'nats';
import { startNatsServer, type NatsServer } from '@bodybroker/test-servers';
import { applyTopology } from '../../src/events/topology/apply-topology.js';
import { createTopologyAdmin } from '../../src/nats/jetstream-admin.js';
import { createJetStreamEventLog } from '../../src/nats/jetstream-event-log.js';
import { createJetStreamKeyValue } from '../../src/nats/kv-jetstream.js';
import { CONTRACT_TOPOLOGY } from './contract-topology.js';
import { describeEventLog } from './event-log-contract.js';
import { describeKeyValue } from './key-value-contract.js';

jest.setTimeout(60_000);

let server: NatsServer;
let nc: NatsConnection;

beforeAll(async () => {
  server = await startNatsServer();
  nc = await connect({ servers: [server.url], maxReconnectAttempts: -1, reconnectTimeWait: 100 });
  await applyTopology(createTopologyAdmin(createJetStreamEventLog(nc)), CONTRACT_TOPOLOGY, { replicas: 1 });
});

afterAll(async () => {
  await nc?.close();
  await server?.stop();
});

describeEventLog('JetStream', async () => {
  await Promise.resolve();
  return {
    log: createJetStreamEventLog(nc),
    onAdvisory: (listener) => {
      nc.subscribe('$JS.EVENT.ADVISORY.CONSUMER.>', {
        callback: (_error, message) => listener(message.subject, message.json()),
      });
    },
    publishRaw: (subject, text) => nc.publish(subject, text),
  };
});

describeKeyValue('JetStream', async () => {
  await Promise.resolve();
  return createJetStreamKeyValue(nc, 'settings');
});
