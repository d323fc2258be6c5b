import { contract } from '@bodybroker/contracts-testing';
import { systemSleep } from '@bodybroker/domain';
import { ContentError, defineService, num, publishShipped, runService } from '../src/index.js';

/** A service with content: read when it is built, and once more when it is published. Run as a process of its own by the specs. */
const service = defineService({
  name: 'testing',
  contract,
  config: { largest: num({ default: 100, desc: 'the largest number the content may hold' }) },
  build: ({ config, content, logger }) => {
    const number = content.node('numbers.json').at('first').number(0, config.largest);
    const publish = async (): Promise<void> => {
      await Promise.resolve();
      if (number === 13) throw new ContentError('numbers.json', '$.first is unlucky');
    };
    const { worker, healthCheck } = publishShipped('the numbers', publish, { logger, sleep: systemSleep });
    return { implementations: [], workers: [worker], healthChecks: [healthCheck] };
  },
});

void runService(service, import.meta.url);
