import type { HealthSources } from '../http/health-sources.js';
import { runGateway, type Surroundings } from '../run-gateway.js';
import type { Answered, Answers, Asked, Question } from './messages.js';

/**
 * Runs a gateway that shares its port with others. It shows its health to the primary alone, and takes connections only when it
 * can answer: others are there for them. node:cluster ends it at once when the primary has gone.
 */
export function runWorker(
  surroundings: Omit<Surroundings, 'untilTold' | 'showHealth' | 'listens'>,
): ReturnType<typeof runGateway> {
  return runGateway({ ...surroundings, untilTold: untilFirstSignal, showHealth: showToPrimary, listens: 'when ready' });
}

/**
 * Waits for SIGTERM or SIGINT. Further ones change nothing: a terminal sends Ctrl-C to every process, so that a worker hears of it
 * twice; who wants an end at once tells the primary a second time.
 */
function untilFirstSignal(): ReturnType<Surroundings['untilTold']> {
  const aborting = new AbortController();
  const { promise: signalled, resolve } = Promise.withResolvers<NodeJS.Signals>();
  const onSignal = (name: NodeJS.Signals): void => {
    aborting.abort();
    resolve(name);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return {
    signalled,
    signal: aborting.signal,
    dispose: () => {
      process.off('SIGTERM', onSignal);
      process.off('SIGINT', onSignal);
    },
  };
}

function showToPrimary({ readiness, metricsText }: HealthSources): Promise<{ close(): Promise<void> }> {
  const answers: { readonly [Q in Question]: () => Promise<Answers[Q]> } = { readiness, metrics: metricsText };
  const onMessage = ({ id, question }: Asked): void => {
    const send = (answer: Answers[Question]): void => {
      const answered: Answered = { id, answer };
      // What fails here fails because the primary has gone.
      process.send?.(answered, undefined, undefined, () => undefined);
    };
    // No answer is one, too.
    answers[question]().then(send, () => undefined);
  };
  process.on('message', onMessage);
  return Promise.resolve({ close: async () => void process.off('message', onMessage) });
}
