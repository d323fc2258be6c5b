// The workspace's Nx plugin: targets are inferred from where a package is and what it holds, so that no package needs
// a project.json, a jest config or an ESLint config of its own; and what targets run with is known to the graph.
export { createNodes } from './inference/create-nodes.mjs';
export { createDependencies } from './inference/toolchain-dependencies.mjs';
export const name = '@bodybroker/workspace-plugin';
