import { cancelContract } from './cancel-contract.js';
import { startMemoryBroker } from './memory-broker.js';
import { unaryContract } from './unary-contract.js';

unaryContract('in memory', () => startMemoryBroker());
cancelContract('in memory', () => startMemoryBroker());
