import {
  DEAD_LETTER_STREAM,
  type ConsumerReport,
  type GroupReport,
  type StreamAdmin,
  type StreamReport,
} from '@bodybroker/nats-sdk';
import { down, warning, type Problem } from './problem.js';

export interface StreamStatus extends Omit<StreamReport, 'config'> {
  readonly durables: readonly ConsumerStatus[];
}

export type ConsumerStatus = Omit<ConsumerReport, 'config'>;

/** All streams with their durable consumers. */
export async function readStreams(admin: StreamAdmin): Promise<StreamStatus[]> {
  const statuses: StreamStatus[] = [];
  for (const { config: _config, ...stream } of await admin.streams()) {
    // A bucket's consumers are watchers that pass by.
    const consumers = stream.name.startsWith('KV_') ? [] : await admin.consumers(stream.name);
    const durables = consumers.filter(({ durable }) => durable).map(({ config: _, ...consumer }) => consumer);
    statuses.push({ ...stream, durables });
  }
  return statuses;
}

/** @param lagLimit messages a consumer may be behind before it is worth a word */
export function streamProblems(streams: readonly StreamStatus[], lagLimit: number): Problem[] {
  const deadLetters = streams.find(({ name }) => name === DEAD_LETTER_STREAM)?.messages ?? 0;
  return [
    ...streams.flatMap(({ name, group, durables }) => [
      ...groupProblems(`stream ${name}`, group),
      ...durables.flatMap((durable) => [
        ...groupProblems(`consumer ${durable.name}`, durable.group),
        ...(durable.pending > lagLimit ? [warning(`consumer ${durable.name}: ${durable.pending} behind`)] : []),
      ]),
    ]),
    ...(deadLetters > 0 ? [warning(`${deadLetters} dead letters: npm run ops -- dlq list`)] : []),
  ];
}

function groupProblems(what: string, group: GroupReport | undefined): Problem[] {
  if (group === undefined) return [];
  if (group.leader === undefined) return [down(`${what} has no leader: nothing can be written`)];
  return group.replicas.flatMap(({ name, offline, current, lag }) => {
    if (offline) return [warning(`${what}: replica on ${name} is offline`)];
    return current ? [] : [warning(`${what}: replica on ${name} is ${lag} behind`)];
  });
}
