import { toJsonObject } from '@bodybroker/service-kit';
import type { Deps, EventBusHandler } from '../deps.js';
import { assertRegistrable } from '../domain/event-type.js';
import { toEventType } from '../mapping/to-event-type.js';

/** Makes a type of event known, or replaces what was registered under its name. */
export const registerEventType =
  ({ types }: Deps): EventBusHandler<'registerEventType'> =>
  async ({ type, producer, clientPublishable, jsonSchema: struct }, { signal }) => {
    await types.loaded(signal);
    const jsonSchema = toJsonObject(struct, 'json_schema');
    const known = types.known(type);
    const declaredBy = known?.declaration.kind === 'message' ? known.producer : undefined;
    assertRegistrable({ type, clientPublishable }, JSON.stringify(jsonSchema), declaredBy);
    return toEventType(await types.register({ type, producer, clientPublishable, jsonSchema }));
  };
