import { startNatsBroker } from './nats-broker.js';
import { unaryContract } from './unary-contract.js';

unaryContract('over NATS', () => startNatsBroker());
