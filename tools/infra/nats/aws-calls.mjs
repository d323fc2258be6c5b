/** What calls need besides the action of their own name. */
const IMPLIED = {
  // The volume and the objects are encrypted with a key of ours.
  'ec2:AttachVolume': ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Decrypt'],
  's3:GetObject': ['kms:Decrypt'],
};

/**
 * The permissions that the calls of a node's scripts need.
 * @param {readonly string[]} scripts their texts
 * @returns {ReadonlySet<string>} as `ec2:AttachVolume`
 */
export function neededActions(scripts) {
  const calls = scripts.flatMap((text) => [...text.matchAll(/\baws_call ([a-z][a-z0-9-]+) ([a-z][a-z-]+)/g)]);
  const actions = calls.map(([, service, operation]) => {
    const name = String(operation).replaceAll(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
    return `${service === 's3api' ? 's3' : service}:${name}`;
  });
  return new Set(
    actions.flatMap((action) => [action, ...(IMPLIED[/** @type {keyof typeof IMPLIED} */ (action)] ?? [])]),
  );
}

/**
 * The permissions that a policy gives.
 * @param {string} policy as JSON
 * @returns {ReadonlySet<string>}
 */
export function givenActions(policy) {
  /** @type {{ Statement: readonly { Action: string | readonly string[] }[] }} */
  const { Statement } = JSON.parse(policy);
  return new Set(Statement.flatMap(({ Action }) => Action));
}
