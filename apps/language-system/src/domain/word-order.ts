import type { WordOrder } from './language.js';

/** What a clause is made of, to be put in order. */
export type ClauseRole = 'verb' | 'object-mark' | 'subject-mark' | 'word';

/** The parts of a clause of one verb with something before and after it. */
export interface ClauseParts<Item> {
  readonly subject: readonly Item[];
  readonly verb: Item;
  readonly object: readonly Item[];
}

/** Puts the parts in the order of a language. Marks tell where object and subject begin, so that the order can be undone. */
export function inOrder<Item>(
  { subject, verb, object }: ClauseParts<Item>,
  order: WordOrder,
  marks: { readonly object: Item; readonly subject: Item },
): readonly Item[] {
  const marked = [marks.object, ...object];
  switch (order) {
    case 'SVO':
      return [...subject, verb, ...object];
    case 'SOV':
      return [...subject, ...marked, verb];
    case 'VSO':
      return [verb, ...subject, ...marked];
    case 'VOS':
      return [verb, ...marked, marks.subject, ...subject];
    case 'OVS':
      return [...marked, verb, ...subject];
    case 'OSV':
      return [...marked, marks.subject, ...subject, verb];
  }
}

/** Undoes {@link inOrder}, of whatever order; undefined for a clause that was not put in order. */
export function outOfOrder<Item>(
  items: readonly Item[],
  roleOf: (item: Item) => ClauseRole,
): ClauseParts<Item> | undefined {
  const roles = items.map(roleOf);
  const verb = items[roles.indexOf('verb')];
  if (verb === undefined || !roles.includes('object-mark')) return undefined;
  if (roles.filter((role) => role === 'verb').length > 1) return undefined;
  const subject: Item[] = [];
  const object: Item[] = [];
  let open = subject;
  items.forEach((item, at) => {
    const role = roles[at];
    if (role === 'object-mark') open = object;
    // After a verb that follows the object comes the subject.
    else if (role === 'subject-mark' || role === 'verb') open = subject;
    else open.push(item);
  });
  return { subject, verb, object };
}
