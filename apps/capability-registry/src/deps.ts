import type { ConditionCache } from '@bodybroker/conditions';
import type { Sleep } from '@bodybroker/domain';
import type { Rules } from './domain/requirement.js';
import type { Versions } from './domain/versions.js';
import type { Definitions } from './storage/definitions.js';
import type { Subjects } from './storage/subjects.js';
import type { SubjectFeed } from './subscribers/subject-feed.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly definitions: Definitions;
  readonly subjects: Subjects;
  readonly feed: SubjectFeed;
  readonly conditions: ConditionCache;
  readonly versions: Versions;
  /** How requirements are read. */
  readonly rules: Rules;
  /** Names that a capability conflicts with. */
  readonly conflictsOf: (name: string) => readonly string[];
  readonly sleep: Sleep;
}
