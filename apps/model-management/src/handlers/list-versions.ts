import { VersionStatus } from '@bodybroker/contracts-model-management';
import { cutPage, readPage } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import type { Deps, ModelHandler } from '../deps.js';
import { VERSION_STATUSES } from '../domain/version-status.js';
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
    const page = readPage(request, [name, ...statuses]);
    const rest = registry.mirror
      .versions(name)
      .filter(({ value }) => statuses.length === 0 || statuses.includes(value.status))
      .filter(({ value }) => page.after === undefined || value.number < Number(page.after));
    const { rows, nextPageToken } = cutPage(rest, page, ({ value }) => String(value.number));
    return { modelVersions: rows.map((version) => toModelVersion(version, actor)), nextPageToken };
  };
