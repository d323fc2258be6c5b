/** Runs one built process and starts it again when its bundle changes. */
export function serveTarget(root) {
  return {
    command: `node --watch --enable-source-maps ${root}/dist/main.mjs`,
    continuous: true,
    dependsOn: ['build'],
  };
}
