import type { Clock } from '@bodybroker/domain';
import { deploymentIdOf } from '../domain/deployment-id.js';
import { CHAMPION, withAlias, type Model } from '../domain/model.js';
import { registerVersion, transitionVersion, type ModelVersion, type VersionDraft } from '../domain/model-version.js';
import { isSameProvider } from '../domain/provider-spec.js';
import { deploy, deploymentIn, withdraw } from '../domain/rollout.js';
import { keyOf } from '../storage/registry-key.js';
import type { Registry } from '../storage/registry.js';
import type { RegistryRecords } from '../storage/registry-records.js';

/** The model that the embedded generator is. */
export const NARRATOR = 'narrator';
/** The model of the endpoint in the settings. */
export const REMOTE = 'remote';

const ENVIRONMENT = 'prod';
const BY = { reason: 'by the settings' };

export const EMBEDDED_DRAFT: VersionDraft = {
  provider: { kind: 'EMBEDDED', baseUrl: '', remoteModel: '', secretEnv: '' },
  limits: { contextTokens: 65_536, maxOutputTokens: 4096 },
  price: { inputMicrosPerMtok: 0, outputMicrosPerMtok: 0 },
  capabilities: ['ai.chat', 'ai.chat.stream', 'ai.chat.json', 'ai.local'],
  artifactDigest: '',
};

/** The endpoint of the settings as a version; undefined when they name none. */
export function remoteDraft(settings: {
  readonly llmBaseUrl: string;
  readonly llmModel: string;
  readonly llmContextTokens: number;
  readonly llmInputPrice: number;
  readonly llmOutputPrice: number;
}): VersionDraft | undefined {
  if (settings.llmBaseUrl === '') return undefined;
  return {
    provider: {
      kind: 'OPENAI_COMPATIBLE',
      baseUrl: settings.llmBaseUrl,
      remoteModel: settings.llmModel,
      secretEnv: 'BB_LLM_API_KEY',
    },
    limits: { contextTokens: settings.llmContextTokens, maxOutputTokens: 4096 },
    price: { inputMicrosPerMtok: settings.llmInputPrice, outputMicrosPerMtok: settings.llmOutputPrice },
    capabilities: ['ai.chat', 'ai.chat.stream', 'ai.chat.json', 'ai.remote'],
    artifactDigest: '',
  };
}

export interface SeedOptions {
  readonly registry: Registry;
  readonly records: RegistryRecords;
  readonly clock: Clock;
  /** The endpoint of the settings; undefined: there is none. */
  readonly remote: VersionDraft | undefined;
}

/**
 * Sees to it that the embedded model is there and serves, and so the endpoint of the settings, if there is one: another endpoint is
 * another version. One that the settings no longer name serves no more. Several replicas may do this at once.
 */
export async function seedRegistry({ registry, records, clock, remote }: SeedOptions): Promise<void> {
  const seeds = { registry, records, clock };
  if ((await registry.rollout({ environment: ENVIRONMENT, name: NARRATOR })) === undefined) {
    await serve(seeds, NARRATOR, 'What the city says when nobody else does.', EMBEDDED_DRAFT);
  }
  if (remote !== undefined) await serve(seeds, REMOTE, 'The endpoint of the settings.', remote);
  else await retire(seeds);
}

type Seeds = Pick<SeedOptions, 'registry' | 'records' | 'clock'>;

/** Has a version like the draft serve all. */
async function serve(seeds: Seeds, name: string, description: string, draft: VersionDraft): Promise<void> {
  const { registry, records, clock } = seeds;
  const nowMs = clock.now();
  const model: Model = {
    name,
    task: 'CHAT',
    description,
    tags: ['built-in'],
    aliases: {},
    latestNumber: 0,
    isArchived: false,
    createdMs: nowMs,
    updatedMs: nowMs,
  };
  await records.create(keyOf({ kind: 'model', name }), model);
  const version = await readyVersion(seeds, name, draft);
  const place = { environment: ENVIRONMENT, name };
  await registry.changeRollout(place, (rollout, nextVersion) => {
    if (deploymentIn(rollout, 'ACTIVE')?.number === version.number) return rollout;
    return deploy(rollout, {
      ...place,
      ...BY,
      id: deploymentIdOf(place, nextVersion),
      number: version.number,
      strategy: 'ALL_AT_ONCE',
      canaryBasisPoints: 0,
      guard: undefined,
      createdMs: nowMs,
    }).rollout;
  });
  await registry.changeModel(name, (current) =>
    current.aliases[CHAMPION] === version.number ? current : withAlias(current, CHAMPION, version.number),
  );
}

/** The newest version that is READY and like the draft, or else a new one. */
async function readyVersion(seeds: Seeds, name: string, draft: VersionDraft): Promise<ModelVersion> {
  const { registry, records, clock } = seeds;
  for (let number = (await registry.model(name)).value.latestNumber; number > 0; number -= 1) {
    const { value: version } = await registry.version(name, number);
    if (version.status === 'READY' && isLike(version, draft)) return version;
  }
  const nowMs = clock.now();
  for (let number = (await registry.model(name)).value.latestNumber + 1; ; number += 1) {
    const registered = registerVersion({ name, task: 'CHAT' }, number, draft, nowMs);
    const ready = transitionVersion(transitionVersion(registered, 'VALIDATING', { ...BY, nowMs }), 'READY', {
      ...BY,
      nowMs,
    });
    const created = await records.create(keyOf({ kind: 'version', name, number }), ready);
    // Another replica that starts at the same time makes the same version.
    const { value: version } = created ?? (await registry.version(name, number));
    if (version.status !== 'READY' || !isLike(version, draft)) continue;
    await registry.changeModel(name, (model) => ({ ...model, latestNumber: Math.max(model.latestNumber, number) }));
    return version;
  }
}

async function retire({ registry, clock }: Seeds): Promise<void> {
  const place = { environment: ENVIRONMENT, name: REMOTE };
  const rollout = await registry.rollout(place);
  const active = rollout && deploymentIn(rollout.value, 'ACTIVE');
  if (active === undefined) return;
  const facts = { reason: 'the settings name no endpoint', nowMs: clock.now() };
  await registry.changeRollout(place, (current) => withdraw(current, facts)?.rollout ?? current);
  await registry.changeVersion(REMOTE, active.number, (version) =>
    version.status === 'READY' ? transitionVersion(version, 'DEPRECATED', facts) : version,
  );
}

function isLike(version: ModelVersion, draft: VersionDraft): boolean {
  return (
    isSameProvider(version.provider, draft.provider) &&
    version.limits.contextTokens === draft.limits.contextTokens &&
    version.price.inputMicrosPerMtok === draft.price.inputMicrosPerMtok &&
    version.price.outputMicrosPerMtok === draft.price.outputMicrosPerMtok
  );
}
