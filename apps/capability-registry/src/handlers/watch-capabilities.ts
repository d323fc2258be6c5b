import { SubjectChangeKind, type ICapabilityRegistryService } from '@bodybroker/contracts-capability-registry';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { subjectKey, type Subject } from '../domain/subject.js';
import { kindFilter, toSubject } from '../mapping/to-subject.js';
import type { LiveSubject, SubjectFilter } from '../storage/subjects.js';

/** The live subjects as ADDED, then changes as they happen, until the caller leaves. */
export const watchCapabilities = (deps: Deps): Handler<ICapabilityRegistryService, 'watchCapabilities'> =>
  async function* (request, { signal }) {
    const { subjects, feed } = deps;
    const filter = { kind: kindFilter(request.kind), capability: request.capability };
    const shown = new Map<string, LiveSubject>();
    for await (const item of feed.watch(signal)) {
      const ref = item.kind === 'all' ? undefined : item.subject;
      const found = await (ref === undefined ? subjects.live(filter) : only(deps, ref, filter));
      const gone = [...shown.keys()].filter((key) => {
        const isAbout = ref === undefined || subjectKey(ref) === key;
        return isAbout && !found.some(({ subject }) => subjectKey(subject) === key);
      });
      for (const key of gone) {
        const last = shown.get(key);
        shown.delete(key);
        if (last !== undefined) yield { change: SubjectChangeKind.EXPIRED, subject: toSubject(last) };
      }
      for (const live of found) {
        const key = subjectKey(live.subject);
        const before = shown.get(key);
        shown.set(key, live);
        if (before?.version === live.version) continue;
        const change = before === undefined ? SubjectChangeKind.ADDED : SubjectChangeKind.UPDATED;
        yield { change, subject: toSubject(live) };
      }
    }
  };

async function only(
  { subjects }: Deps,
  ref: Pick<Subject, 'kind' | 'id'>,
  { kind, capability }: SubjectFilter,
): Promise<readonly LiveSubject[]> {
  if (kind !== undefined && ref.kind !== kind) return [];
  const live = await subjects.find(ref);
  if (live === undefined) return [];
  const hasIt = capability === '' || live.subject.capabilities.some(({ name }) => name === capability);
  return hasIt ? [live] : [];
}
