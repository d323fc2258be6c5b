import type { ConsumerReport, EventLog, StreamReport } from '@bodybroker/nats-sdk';
import type { SavedStream } from './manifest.js';
import { messageAt } from './save-stream.js';

/**
 * What a restored stream lacks of what was saved, a line each. It may have more: messages that were stored, and
 * positions that advanced, while the archive was made.
 */
export async function compareRestored(
  saved: SavedStream,
  stream: StreamReport,
  consumers: readonly ConsumerReport[],
  events: Pick<EventLog, 'get'>,
): Promise<string[]> {
  const problems: string[] = [];
  const { name } = saved;
  if (stream.lastSequence < saved.lastSequence) {
    problems.push(`${name} ends at ${stream.lastSequence}, saved was ${saved.lastSequence}`);
  }
  const newer = Math.max(0, stream.lastSequence - saved.lastSequence);
  const expired = stream.firstSequence - saved.firstSequence;
  // What became too old since it was saved is dropped as it is restored.
  if (saved.messages > 0 && (expired < 0 || (expired > 0 && !saved.config['max_age']))) {
    problems.push(`${name} begins at ${stream.firstSequence}, saved was ${saved.firstSequence}`);
  }
  if (stream.messages < saved.messages - Math.max(0, expired) || stream.messages > saved.messages + newer) {
    problems.push(`${name} has ${stream.messages} messages, saved were ${saved.messages}`);
  }
  if (saved.lastMessage !== undefined && saved.lastMessage.sequence >= stream.firstSequence) {
    const { sequence, subject, sha256 } = saved.lastMessage;
    const found = await messageAt(events, name, sequence);
    if (found?.subject !== subject || found.sha256 !== sha256) problems.push(`${name} has another message ${sequence}`);
  }
  for (const expected of saved.consumers) {
    const consumer = consumers.find((each) => each.name === expected.name);
    if (consumer === undefined) problems.push(`${name} lacks the consumer ${expected.name}`);
    else if (consumer.ackFloor.streamSequence < expected.ackFloor.streamSequence) {
      const [there, before] = [consumer.ackFloor.streamSequence, expected.ackFloor.streamSequence];
      problems.push(`consumer ${expected.name} stands at ${there}, saved was ${before}`);
    }
  }
  return problems;
}
