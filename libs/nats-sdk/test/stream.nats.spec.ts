import { startNatsBroker } from './nats-broker.js';
import { streamContract } from './stream-contract.js';

streamContract('over NATS', () => startNatsBroker());
