/**
 * The variable in accounts.conf that stands for a user's public key: `state-manager` is `BB_NKEY_STATE_MANAGER`.
 * @param {string} user
 */
export function keyVariable(user) {
  return `BB_NKEY_${user.toUpperCase().replaceAll('-', '_')}`;
}
