/** One thing has to do with another. */
export interface LoreRelation {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

/** A relation and how many steps it is from where one began. */
export interface FoundRelation extends LoreRelation {
  readonly depth: number;
}

/** Relations one answer has at most. */
const MAX_FOUND = 500;

/**
 * What has to do with an entity, nearest first. What leads to something hidden is not followed.
 * @param relationsOf all relations of one entity
 */
export async function relatedTo(
  entity: string,
  { type, depth }: { readonly type: string; readonly depth: number },
  relationsOf: (entity: string) => Promise<readonly LoreRelation[]>,
  isHidden: (entity: string) => boolean,
): Promise<readonly FoundRelation[]> {
  const found: FoundRelation[] = [];
  const seen = new Set<string>();
  const visited = new Set<string>();
  let front = isHidden(entity) ? [] : [entity];
  for (let step = 1; step <= depth && front.length > 0; step += 1) {
    for (const each of front) visited.add(each);
    const reached = new Set<string>();
    for (const relation of (await Promise.all(front.map(relationsOf))).flat()) {
      const name = `${relation.from}|${relation.type}|${relation.to}`;
      if ((type !== '' && relation.type !== type) || seen.has(name)) continue;
      if (isHidden(relation.from) || isHidden(relation.to)) continue;
      if (found.length >= MAX_FOUND) return found;
      seen.add(name);
      found.push({ ...relation, depth: step });
      for (const end of [relation.from, relation.to]) if (!visited.has(end)) reached.add(end);
    }
    front = [...reached].sort().slice(0, MAX_FOUND / 10);
  }
  return found;
}
