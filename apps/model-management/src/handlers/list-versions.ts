import { VersionStatus } from '@bodybroker/contracts-model-management';
import { readPage } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import type { Deps, ModelHandler } from '../deps.js';
import { VERSION_STATUSES } from '../domain/version-status.js';
import { paged } from '../mapping/paged.js';
import { toModelVersion } from '../mapping/to-model-version.js';

/** Versions of a model, newest first. */
export const listVersions =
  ({ registry }: Deps): ModelHandler<'listVersions'> =>
  async (request, { actor }) => {
    const { name } = request;
    const statuses = request.statuses.map((status, index) =>
      enumName(VersionStatus, status, VERSION_STATUSES, `statuses[${index}]`),
    );
    await registry.model(name);
    const versions = registry.mirror
      .versions(name)
      .filter(({ value }) => statuses.length === 0 || statuses.includes(value.status));
    const page = readPage(request, [name, ...statuses]);
    const { rows, nextPageToken } = paged(versions, page, ({ value }) => String(value.number));
    return { modelVersions: rows.map((version) => toModelVersion(version, actor)), nextPageToken };
  };
