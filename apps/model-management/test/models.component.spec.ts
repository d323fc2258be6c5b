import {
  ModelTask,
  ProviderKind,
  ResolvedVia,
  VersionReady,
  VersionStatus,
} from '@bodybroker/contracts-model-management';
import { publishedEvents, type ServiceHarness } from '@bodybroker/testing';
import { OPENAI, asAdmin, asPlayer, model, readyVersion, startModels, type ModelClient } from './start-models.js';

const name = 'house-voice';

describe('the registry of models', () => {
  let harness: ServiceHarness;
  let admin: ModelClient;

  beforeEach(async () => {
    harness = await startModels();
    admin = asAdmin(harness);
  });
  afterEach(() => harness.stop());

  it('has the embedded narrator from the start, whatever way it is asked for', async () => {
    const expected = { modelVersion: { modelRef: 'narrator:1', provider: { kind: ProviderKind.EMBEDDED } } };
    const resolved = await admin.resolveModel({ modelRef: 'narrator' });
    expect(resolved).toMatchObject({ ...expected, via: ResolvedVia.DEPLOYMENT });
    expect(await admin.resolveModel({ modelRef: 'narrator@champion' })).toMatchObject({ via: ResolvedVia.ALIAS });
    expect(await admin.resolveModel({ modelRef: 'narrator:1' })).toMatchObject({ ...expected, via: ResolvedVia.PIN });
  });

  it('keeps models and says what is wrong with others', async () => {
    const created = await admin.createModel({ name, task: ModelTask.CHAT, tags: ['slow'] });
    expect(created).toMatchObject({ name, version: 1n, latestNumber: 0 });
    await expect(admin.createModel({ name, task: ModelTask.CHAT })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'MODEL_ALREADY_EXISTS',
    });
    await expect(admin.createModel({ name: 'No Id', task: ModelTask.CHAT })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { field: 'name' },
    });
    await expect(admin.createModel({ name: 'x', task: 77 as ModelTask })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'ENUM_UNSPECIFIED',
    });
    await expect(admin.getModel({ name: 'nobody' })).rejects.toMatchObject({ reason: 'MODEL_NOT_FOUND' });
    await expect(asPlayer(harness).createModel({ name: 'mine', task: ModelTask.CHAT })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  it('lists models by name, task and tag, in pages', async () => {
    await admin.createModel({ name: 'a', task: ModelTask.EMBED, tags: ['x'] });
    await admin.createModel({ name: 'b.c', task: ModelTask.CHAT, tags: ['x'] });
    const first = await admin.listModels({ pageSize: 2 });
    expect(first.models.map((each) => each.name)).toEqual(['a', 'b.c']);
    const second = await admin.listModels({ pageSize: 2, pageToken: first.nextPageToken });
    expect(second.models.map((each) => each.name)).toEqual(['narrator']);
    expect(second.nextPageToken).toBe('');
    expect((await admin.listModels({ tag: 'x', task: ModelTask.EMBED })).models).toHaveLength(1);
    await expect(admin.listModels({ tag: 'x', pageToken: first.nextPageToken })).rejects.toMatchObject({
      reason: 'BAD_PAGE_TOKEN',
    });
  });

  it('updates what a mask names, at the expected version', async () => {
    await model(admin);
    const update = { name, description: 'Slow and sour.', tags: ['t'] };
    const changed = await admin.updateModel({
      model: update,
      updateMask: { paths: ['description'] },
      expectedVersion: 1n,
    });
    expect(changed).toMatchObject({ description: 'Slow and sour.', tags: [], version: 2n });
    const wrong = (paths: string[], expectedVersion?: bigint) =>
      admin.updateModel({ model: update, updateMask: { paths }, ...(expectedVersion && { expectedVersion }) });
    await expect(wrong([])).rejects.toMatchObject({ reason: 'BAD_UPDATE_MASK' });
    await expect(wrong(['shape'])).rejects.toMatchObject({ reason: 'BAD_UPDATE_MASK' });
    await expect(wrong(['task'])).rejects.toMatchObject({ reason: 'IMMUTABLE_FIELD' });
    await expect(wrong(['tags'], 1n)).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '2' },
    });
  });

  it('archives what serves nowhere, for good', async () => {
    await model(admin);
    expect(await admin.deleteModel({ name })).toMatchObject({ archived: true });
    expect(await admin.getModel({ name })).toMatchObject({ archived: true });
    await expect(admin.createVersion({ name, provider: OPENAI })).rejects.toMatchObject({ reason: 'MODEL_ARCHIVED' });
    await expect(admin.resolveModel({ modelRef: name })).rejects.toMatchObject({ reason: 'MODEL_NOT_FOUND' });
    await expect(admin.deleteModel({ name: 'narrator' })).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'MODEL_DEPLOYED',
    });
  });

  it('numbers versions 1, 2, 3, also when they are made at once', async () => {
    await model(admin);
    const made = await Promise.all([1, 2, 3].map(() => admin.createVersion({ name, provider: OPENAI })));
    expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    expect(await admin.getModel({ name })).toMatchObject({ latestNumber: 3 });
    const { modelVersions } = await admin.listVersions({ name });
    expect(modelVersions.map(({ number }) => number)).toEqual([3, 2, 1]);
  });

  it('lists versions page by page, though one leaves the list meanwhile', async () => {
    await model(admin);
    for (let n = 0; n < 3; n += 1) await admin.createVersion({ name, provider: OPENAI });
    const page = (pageToken = '') =>
      admin.listVersions({ name, statuses: [VersionStatus.REGISTERED], pageSize: 1, pageToken });
    const first = await page();
    expect(first.modelVersions.map(({ number }) => number)).toEqual([3]);
    await admin.transitionVersion({ name, number: 3, toStatus: VersionStatus.VALIDATING });
    const second = await page(first.nextPageToken);
    expect(second.modelVersions.map(({ number }) => number)).toEqual([2]);
    const last = await page(second.nextPageToken);
    expect(last).toMatchObject({ modelVersions: [{ number: 1 }], nextPageToken: '' });
  });

  it('makes one version for one key', async () => {
    await model(admin);
    const make = (remoteModel: string) =>
      admin.createVersion({ name, provider: { ...OPENAI, remoteModel } }, { idempotencyKey: 'once' });
    expect(await make('a')).toEqual(await make('a'));
    await expect(make('b')).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REUSED' });
    expect((await admin.listVersions({ name })).modelVersions).toHaveLength(1);
  });

  it.each([
    [{ baseUrl: 'ftp://host/v1' }, 'BAD_BASE_URL', 'provider.base_url'],
    [{ baseUrl: 'http://me:secret@host/v1' }, 'BAD_BASE_URL', 'provider.base_url'],
    [{ baseUrl: 'nonsense' }, 'BAD_BASE_URL', 'provider.base_url'],
    [{ secretEnv: 'sk-12345' }, 'SECRET_NOT_A_NAME', 'provider.secret_env'],
    [{ kind: ProviderKind.EMBEDDED }, 'INVALID_FIELD', 'provider'],
  ])('refuses a provider with %j', async (part, reason, field) => {
    await model(admin);
    const call = admin.createVersion({ name, provider: { ...OPENAI, ...part } });
    await expect(call).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason, details: { field } });
  });

  it('shows players no addresses and no names of secrets', async () => {
    await model(admin);
    await admin.createVersion({ name, provider: OPENAI });
    const seen = await asPlayer(harness).getVersion({ name, number: 1 });
    expect(seen.provider).toEqual({ kind: OPENAI.kind, baseUrl: '', remoteModel: '', secretEnv: '' });
    expect((await admin.getVersion({ name, number: 1 })).provider).toEqual(OPENAI);
    await expect(asPlayer(harness).resolveModel({ modelRef: name })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  it('moves a version through its life only forwards, and tells once that it is ready', async () => {
    await model(admin);
    await admin.createVersion({ name, provider: OPENAI, capabilities: ['ai.chat'] });
    const to = (toStatus: VersionStatus) => admin.transitionVersion({ name, number: 1, toStatus, reason: 'because' });
    await expect(to(VersionStatus.READY)).rejects.toMatchObject({
      reason: 'ILLEGAL_TRANSITION',
      details: { from: 'REGISTERED', to: 'READY' },
    });
    await to(VersionStatus.VALIDATING);
    expect(await to(VersionStatus.READY)).toMatchObject({ status: VersionStatus.READY, statusReason: 'because' });
    await admin.recordEvaluation({ name, number: 1, suite: 'voice', metrics: { quality: 0.8 } });
    await to(VersionStatus.DEPRECATED);
    await to(VersionStatus.ARCHIVED);
    await expect(admin.resolveModel({ modelRef: `${name}:1` })).rejects.toMatchObject({
      reason: 'VERSION_NOT_SERVING',
    });
    // The narrator was the first.
    const events = await publishedEvents(harness.broker, VersionReady, 2);
    expect(events.at(-1)?.payload).toMatchObject({ modelRef: `${name}:1`, capabilities: ['ai.chat'] });
  });

  it('keeps the last evaluation of each suite', async () => {
    await model(admin);
    await admin.createVersion({ name, provider: OPENAI });
    const record = (suite: string, quality: number) =>
      admin.recordEvaluation({ name, number: 1, suite, metrics: { quality } });
    await record('a', 0.1);
    await record('b', 0.2);
    const { evaluations } = await record('a', 0.3);
    expect(evaluations.map(({ suite, metrics }) => [suite, metrics['quality']])).toEqual([
      ['a', 0.3],
      ['b', 0.2],
    ]);
    await expect(record('a', Number.NaN)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('points aliases at versions that may serve, and keeps those from the archive', async () => {
    await model(admin);
    await admin.createVersion({ name, provider: OPENAI });
    const point = (number: number) => admin.setAlias({ name, alias: 'champion', number });
    await expect(point(1)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'ILLEGAL_ALIAS_TARGET' });
    await expect(point(9)).rejects.toMatchObject({ reason: 'VERSION_NOT_FOUND' });
    const number = await readyVersion(admin);
    expect((await point(number)).aliases).toEqual({ champion: number });
    // Nothing is deployed: the bare name is the champion.
    expect(await admin.resolveModel({ modelRef: name })).toMatchObject({
      modelVersion: { number },
      via: ResolvedVia.ALIAS,
    });
    await admin.transitionVersion({ name, number, toStatus: VersionStatus.DEPRECATED });
    await expect(admin.transitionVersion({ name, number, toStatus: VersionStatus.ARCHIVED })).rejects.toMatchObject({
      reason: 'VERSION_IN_USE',
    });
    expect((await admin.deleteAlias({ name, alias: 'champion' })).aliases).toEqual({});
    await expect(admin.deleteAlias({ name, alias: 'champion' })).rejects.toMatchObject({ reason: 'ALIAS_NOT_FOUND' });
    await expect(admin.resolveModel({ modelRef: name })).rejects.toMatchObject({ reason: 'NOT_DEPLOYED' });
  });

  it('has at most twenty aliases of a model', async () => {
    await model(admin);
    const number = await readyVersion(admin);
    for (let alias = 0; alias < 20; alias += 1) await admin.setAlias({ name, alias: `a${alias}`, number });
    await expect(admin.setAlias({ name, alias: 'more', number })).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      reason: 'TOO_MANY_ALIASES',
    });
    await admin.setAlias({ name, alias: 'a0', number });
  });

  it.each(['', 'narrator@', 'narrator:0', 'narrator:x', 'Narrator', 'a b', `${'x'.repeat(70)}`, "narrator';--"])(
    'takes "%s" for no reference',
    async (modelRef) => {
      await expect(admin.resolveModel({ modelRef })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    },
  );
});
