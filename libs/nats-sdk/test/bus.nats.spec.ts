import { busContract } from './bus-contract.js';
import { startNatsBroker } from './nats-broker.js';

busContract('of a NATS connection', () => startNatsBroker());
