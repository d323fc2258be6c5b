import { cancelContract } from './cancel-contract.js';
import { startNatsBroker } from './nats-broker.js';
import { unaryContract } from './unary-contract.js';

unaryContract('over NATS', () => startNatsBroker());
cancelContract('over NATS', () => startNatsBroker());
