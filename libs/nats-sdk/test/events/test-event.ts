import { MessageType, ScalarType } from '@protobuf-ts/runtime';

export interface Opened {
  name: string;
}

/** An event as a contract would declare it. */
export const Opened = new MessageType<Opened>(
  'bodybroker.test.v1.Opened',
  [{ no: 1, name: 'name', kind: 'scalar', T: ScalarType.STRING }],
  { 'bodybroker.options.v1.event': { type: 'game.door.opened', schemaVersion: 3 } },
);

export const Closed = new MessageType<Opened>(
  'bodybroker.test.v1.Closed',
  [{ no: 1, name: 'name', kind: 'scalar', T: ScalarType.STRING }],
  { 'bodybroker.options.v1.event': { type: 'game.door.closed' } },
);

/** A message that is no event. */
export const Plain = new MessageType<Opened>('bodybroker.test.v1.Plain', [
  { no: 1, name: 'name', kind: 'scalar', T: ScalarType.STRING },
]);
