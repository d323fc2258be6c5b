/** A record of the bucket. */
export type RecordKey =
  | { readonly kind: 'model'; readonly name: string }
  | { readonly kind: 'version'; readonly name: string; readonly number: number }
  | { readonly kind: 'rollout'; readonly environment: string; readonly name: string };

/** `model.<name>`, `version.<name>.<n>`, `deploy.<env>.<name>`; a dot within an id is written `=`, which no id has. */
export function keyOf(record: RecordKey): string {
  switch (record.kind) {
    case 'model':
      return `model.${token(record.name)}`;
    case 'version':
      return `version.${token(record.name)}.${record.number}`;
    case 'rollout':
      return `deploy.${token(record.environment)}.${token(record.name)}`;
  }
}

/** What a key of the bucket names; undefined for keys of others. */
export function recordOf(key: string): RecordKey | undefined {
  const [kind, first, second] = key.split('.');
  if (first === undefined) return undefined;
  if (kind === 'model' && second === undefined) return { kind, name: id(first) };
  if (second === undefined) return undefined;
  if (kind === 'version' && /^\d+$/.test(second)) return { kind, name: id(first), number: Number(second) };
  return kind === 'deploy' ? { kind: 'rollout', environment: id(first), name: id(second) } : undefined;
}

const token = (text: string): string => text.replaceAll('.', '=');
const id = (text: string): string => text.replaceAll('=', '.');
