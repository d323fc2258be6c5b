import type { IWorldStateService, LoadWorldRequest } from '@bodybroker/contracts-world-state';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { worldOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { loadInto, type WorldFile } from '../domain/world-file.js';

/** Loads a world file into a world. */
export const loadWorld =
  ({ worlds, worldFiles }: Deps): Handler<IWorldStateService, 'loadWorld'> =>
  async (request, context) => {
    const file = fileOf(request, worldFiles);
    const { result: counts, revision } = await worlds.write(worldOf(request, context), (draft, { gms }) =>
      loadInto(draft, file, gms),
    );
    return { revision, ...counts };
  };

function fileOf({ source }: LoadWorldRequest, worldFiles: Deps['worldFiles']): WorldFile {
  switch (source.oneofKind) {
    case 'content':
      return worldFiles.named(source.content);
    case 'json':
      return worldFiles.parse(source.json);
    default:
      throw invalidArgument('source', 'must be content or json', 'SOURCE_MISSING');
  }
}
