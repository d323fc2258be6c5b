import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { NpcState } from '@bodybroker/contracts-testing';
import { startRedisServer } from '@bodybroker/test-servers';
import { signIn, type SignedIn } from '../contract/player-token.js';
import { httpTarget, type HttpTarget } from '../load/http-target.js';
import { npc } from '../messages.js';
import { type CleanUp } from './clean-up.js';
import { startProcess, type RunningProcess, type StartProcessOptions } from './start-process.js';

/** This bundle: every process of ours is started from it. */
const BUNDLE = fileURLToPath(import.meta.url);
export const WORKSPACE_ROOT = resolve(BUNDLE, '../../../..');

/** What all paths share while they are measured. */
export interface BenchStand {
  readonly cleanUp: CleanUp;
  readonly httpLoad: RunningProcess;
  readonly redis: { readonly url: string; readonly pid: number };
  readonly player: SignedIn;
  startRole(role: string, args: readonly string[], options?: StartProcessOptions): Promise<RunningProcess>;
  /** Starts any bundle or script; it is stopped at the end. */
  start(name: string, args: readonly string[], options?: StartProcessOptions): Promise<RunningProcess>;
}

/** Starts what all paths need. The caller runs `cleanUp` at the end. */
export async function openStand(cleanUp: CleanUp): Promise<BenchStand> {
  const start = async (name: string, args: readonly string[], options?: StartProcessOptions) => {
    const running = await startProcess(name, args, options);
    cleanUp.add(() => running.stop());
    return running;
  };
  const startRole: BenchStand['startRole'] = (role, args, options) =>
    start(role, ['--enable-source-maps', BUNDLE, '--role', role, ...args], options);
  const redis = await startRedisServer();
  cleanUp.add(() => redis.stop());
  const httpLoad = await startRole('http-load', []);
  return { cleanUp, httpLoad, redis, player: signIn(Date.now()), start, startRole };
}

/** The request that every HTTP path gets: the same body. */
export function healTarget(port: number, path: string, token?: string): HttpTarget {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return httpTarget({ port, method: 'POST', path, headers, body: NpcState.toJsonString(npc) });
}
