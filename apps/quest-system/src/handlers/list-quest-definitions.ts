import { DefinitionStatus, type IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { enumName } from '@bodybroker/service-kit';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toDefinitionMessage, toPlayerMessage } from '../mapping/to-definition-message.js';

/** The definitions, by id; for players those that are published. */
export const listQuestDefinitions =
  ({ definitions }: Deps): Handler<IQuestSystemService, 'listQuestDefinitions'> =>
  async (request, { actor }) => {
    const { status, tag } = request;
    const wanted =
      status === DefinitionStatus.UNSPECIFIED ? undefined : enumName(DefinitionStatus, status, STATUSES, 'status');
    const isPlayer = actor.kind === 'player';
    const page = readPage(request, [status, tag, String(isPlayer)]);
    const { rows, nextPageToken } = await definitions.list(({ draft, revision }) => {
      const is = revision === 0 ? 'DRAFT' : 'PUBLISHED';
      return (wanted ?? is) === is && (!isPlayer || is === 'PUBLISHED') && (tag === '' || draft.tags.includes(tag));
    }, page);
    const messages = rows.map(async (record) =>
      isPlayer
        ? toPlayerMessage(await definitions.plan(record.id, record.value.revision), record)
        : toDefinitionMessage(record),
    );
    return { definitions: await Promise.all(messages), nextPageToken };
  };

const STATUSES = ['DRAFT', 'PUBLISHED'] as const;
