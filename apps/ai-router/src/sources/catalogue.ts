import {
  DeploymentState,
  ModelTask,
  VersionStatus,
  type Deployment,
  type ModelManagementServiceClient,
  type ModelVersion,
} from '@bodybroker/contracts-model-management';
import type { Clock } from '@bodybroker/domain';
import { isRpcError, type Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import { EMBEDDED_TARGET, type Target } from '../domain/target.js';
import { toTarget } from '../mapping/to-target.js';

const TIMEOUT_MS = 800;
/** How old the list may be when no event tells of a change. */
const MAX_AGE_MS = 5000;
/** More targets are not looked at. */
const MAX_TARGETS = 100;
const PAGE_SIZE = 200;

type Registry = Pick<Client<ModelManagementServiceClient>, 'listModels' | 'listVersions' | 'listDeployments'>;

export interface CatalogueOptions {
  readonly models: Registry;
  readonly environment: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The targets there are: of each model for texts what is deployed, or where nothing is its newest READY version. The embedded one is among
 * them always. While model-management is away they stay as they were.
 */
export class Catalogue {
  readonly #options: CatalogueOptions;
  #targets: readonly Target[] = [EMBEDDED_TARGET];
  #readMs = -Infinity;
  #isStale = true;
  #reading: Promise<void> | undefined;

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  /** By model_ref. */
  async current(): Promise<readonly Target[]> {
    const isOld = this.#options.clock.now() - this.#readMs >= MAX_AGE_MS;
    if (this.#isStale || isOld) await this.#read();
    return this.#targets;
  }

  /** Something was deployed, or may be. */
  forget(): void {
    this.#isStale = true;
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    const { clock, logger } = this.#options;
    this.#isStale = false;
    // Also when it fails: who is away is not asked at every request.
    this.#readMs = clock.now();
    try {
      this.#targets = withEmbedded(await this.#list());
    } catch (error) {
      // Who asked has gone: the next one asks again.
      if (isRpcError(error) && error.code === 'CANCELLED') this.#isStale = true;
      else logger.warn('the models could not be listed; those known before are used', { error });
    }
  }

  async #list(): Promise<readonly Target[]> {
    const { models: registry, environment } = this.#options;
    const options = { timeoutMs: TIMEOUT_MS, as: 'self' } as const;
    const [models, deployments] = await Promise.all([
      pages(async (pageToken) => {
        const page = await registry.listModels({ task: ModelTask.CHAT, pageSize: PAGE_SIZE, pageToken }, options);
        return { rows: page.models, nextPageToken: page.nextPageToken };
      }),
      pages(async (pageToken) => {
        const page = await registry.listDeployments({ environment, pageSize: PAGE_SIZE, pageToken }, options);
        return { rows: page.deployments, nextPageToken: page.nextPageToken };
      }),
    ]);
    const active = new Map(
      deployments.filter(({ state }) => state === DeploymentState.ACTIVE).map((each) => [each.name, each]),
    );
    const statuses = [VersionStatus.READY, VersionStatus.DEPRECATED];
    const targets = await Promise.all(
      models.slice(0, MAX_TARGETS).map(async ({ name }) => {
        const { modelVersions } = await registry.listVersions({ name, statuses, pageSize: PAGE_SIZE }, options);
        return targetFrom(modelVersions, active.get(name));
      }),
    );
    return targets.filter((target) => target !== undefined);
  }
}

/** @param versions newest first */
function targetFrom(versions: readonly ModelVersion[], deployment: Deployment | undefined): Target | undefined {
  if (deployment !== undefined) {
    const serving = versions.find(({ number }) => number === deployment.number);
    return serving && toTarget(serving, deployment.name);
  }
  const newest = versions.find(({ status }) => status === VersionStatus.READY);
  return newest && toTarget(newest, newest.modelRef);
}

function withEmbedded(targets: readonly Target[]): readonly Target[] {
  const all = targets.some(({ isEmbedded }) => isEmbedded) ? targets : [...targets, EMBEDDED_TARGET];
  return [...all].sort((a, b) => (a.modelRef < b.modelRef ? -1 : 1));
}

async function pages<Row>(
  read: (pageToken: string) => Promise<{ readonly rows: readonly Row[]; readonly nextPageToken: string }>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let pageToken = '';
  do {
    const page = await read(pageToken);
    rows.push(...page.rows);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return rows;
}
