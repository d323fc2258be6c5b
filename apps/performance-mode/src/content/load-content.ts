import { Profile as ProfileMessage } from '@bodybroker/contracts-performance-mode';
import { ContentError, inContentFile, type ContentFolder } from '@bodybroker/service-kit';
import { ladderOf, type Ladder } from '../domain/profile.js';
import type { LoadTargets } from '../domain/server-mode.js';
import { toProfile } from '../mapping/to-profile.js';

/** content/profiles.json, a list of profiles as on the wire. @throws ContentError */
export function loadLadder(content: ContentFolder): Ladder {
  const file = 'profiles.json';
  const list = content.json(file);
  if (!Array.isArray(list)) throw new ContentError(file, 'is no list');
  return inContentFile(file, () =>
    ladderOf(list.map((json: unknown) => toProfile(ProfileMessage.fromJson(json as never)))),
  );
}

/** content/load-targets.json: p95 in milliseconds by service. @throws ContentError */
export function loadTargets(content: ContentFolder): LoadTargets {
  const file = 'load-targets.json';
  const targets = Object.entries(Object(content.json(file)) as Record<string, unknown>).map(([service, p95Ms]) => {
    if (typeof p95Ms !== 'number' || p95Ms <= 0) throw new ContentError(file, `${service}: must be above 0`);
    return [service, p95Ms] as const;
  });
  return new Map(targets);
}
