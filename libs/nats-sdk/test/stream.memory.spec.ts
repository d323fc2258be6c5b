import { startMemoryBroker } from './memory-broker.js';
import { streamContract } from './stream-contract.js';

streamContract('in memory', () => startMemoryBroker());
