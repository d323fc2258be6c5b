import { GenerationCompleted } from '@bodybroker/contracts-ai-integration';
import type { Clock } from '@bodybroker/domain';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { LatencyWindow } from '../domain/latency-window.js';

/** How long words take to come is how loaded ai-integration is; a stream's length is the story's, so its first word counts. */
export function onGeneration(generations: LatencyWindow, clock: Clock): Subscriber {
  return subscriber({
    event: GenerationCompleted,
    durable: 'performance-mode-generations',
    filterSubject: 'sys.ai.>',
    handle: ({ streamed, ttftMs, latencyMs }) => {
      generations.add(Number(streamed ? ttftMs : latencyMs), clock.now());
      return Promise.resolve();
    },
  });
}
