/** The owner of what nobody owns: state the world shares. */
export const NO_OWNER = '_';

/** Names a state. */
export interface StateId {
  readonly namespace: string;
  readonly ownerId: string;
  readonly key: string;
}

/** The id as one text: `<owner>/<namespace>/<key>`; none of the parts can hold a slash. */
export function stateName({ namespace, ownerId, key }: StateId): string {
  return `${ownerId}/${namespace}/${key}`;
}

/** Reads a name that stateName made. */
export function parseStateName(name: string): StateId {
  const [ownerId = '', namespace = '', key = ''] = name.split('/');
  return { ownerId, namespace, key };
}
