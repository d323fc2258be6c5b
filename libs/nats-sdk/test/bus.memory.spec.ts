import { busContract } from './bus-contract.js';
import { startMemoryBroker } from './memory-broker.js';

busContract('in memory', () => startMemoryBroker());
