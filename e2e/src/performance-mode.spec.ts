import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';

const { api } = sharedStack();

describe('performance-mode, through the gateway', () => {
  const path = (player: string, verb = ''): string => `/v1/players/${player}/devices/pc/mode${verb}`;
  const slow = { fpsP5: 20, thermal: 'THERMAL_NOMINAL' };

  it('steps down once after three slow samples, and says why', async () => {
    const { id, token } = await api.player();
    const report = await api.post(path(id, ':report'), { samples: [slow, slow, slow, slow] }, { token });
    expect(report.status).toBe(200);
    expect(report.body.mode).toMatchObject({ profileId: 'low', source: 'MODE_SOURCE_AUTO' });
    expect(report.body.mode.reasons).toEqual(['too slow three times in a row']);
    expect((await api.post(path(id, ':report'), { samples: [slow] }, { token })).status).toBe(429);
    await eventually(async () => {
      expect((await api.post(path(id, ':report'), { samples: [slow] }, { token })).body.mode.profileId).toBe('low');
    }, 5000);
    expect((await api.get(path(id), { token })).body.profileId).toBe('low');
  });

  it('does not flap', async () => {
    const { id, token } = await api.player();
    const samples = Array.from({ length: 60 }, (_, n) => ({ ...slow, fpsP5: n % 2 === 0 ? 20 : 90 }));
    const { body } = await api.post(path(id, ':report'), { samples }, { token });
    expect(body.mode.profileId).toBe('medium');
  });

  it('forces what was chosen by hand only when the device is about to overheat', async () => {
    const { id, token } = await api.player();
    expect((await api.put(path(id), { profileId: 'high' }, { token })).body.source).toBe('MODE_SOURCE_MANUAL');
    const samples = [slow, slow, slow, slow];
    expect((await api.post(path(id, ':report'), { samples }, { token })).body.mode.profileId).toBe('high');
    await eventually(async () => {
      const hot = { fpsP5: 60, thermal: 'THERMAL_CRITICAL' };
      const { body } = await api.post(path(id, ':report'), { samples: [hot] }, { token });
      expect(body.mode).toMatchObject({ profileId: 'low', source: 'MODE_SOURCE_FORCED' });
    }, 5000);
  });

  it('in an emergency leaves all words to the embedded generator', async () => {
    const { token } = await api.player();
    const admin = await api.adminToken();
    const set = { mode: 'SERVER_MODE_LEVEL_EMERGENCY', ttlMs: '3000', reason: 'e2e' };
    expect((await api.put('/v1/server-mode', set, { token: admin })).status).toBe(200);
    const { body } = await api.get('/v1/server-mode', { token });
    expect(body).toMatchObject({ mode: 'SERVER_MODE_LEVEL_EMERGENCY', reasons: ['e2e'] });
    const messages = [{ role: 'MESSAGE_ROLE_USER', content: 'What is a heart worth?' }];
    const generated = await api.post(
      '/v1/generations',
      { prompt: { kind: 'GENERATION_KIND_DIALOGUE', messages } },
      { token },
    );
    expect(generated.body.provider).toBe('embedded');
    await eventually(async () => {
      expect((await api.get('/v1/server-mode', { token })).body.mode).toBe('SERVER_MODE_LEVEL_NORMAL');
    }, 15_000);
  }, 20_000);
});
