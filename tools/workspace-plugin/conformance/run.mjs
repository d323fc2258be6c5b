// node tools/workspace-plugin/conformance/run.mjs
// House rules that no linter knows. Each check answers a list of problems, a line each.
import { callGraph } from './checks/call-graph.mjs';
import { contentReferences } from './checks/content-references.mjs';
import { declaredImports } from './checks/declared-imports.mjs';
import { exactVersions } from './checks/exact-versions.mjs';
import { fileLength } from './checks/file-length.mjs';
import { handlerPerRpc } from './checks/handler-per-rpc.mjs';
import { protoFolders } from './checks/proto-folders.mjs';
import { rpcOptions } from './checks/rpc-options.mjs';
import { serviceReadme } from './checks/service-readme.mjs';
import { serviceSkeleton } from './checks/service-skeleton.mjs';
import { subscribersDeclared } from './checks/subscribers-declared.mjs';
import { openWorkspace } from './workspace.mjs';

const checks = [
  protoFolders,
  rpcOptions,
  serviceSkeleton,
  handlerPerRpc,
  serviceReadme,
  subscribersDeclared,
  callGraph,
  contentReferences,
  fileLength,
  exactVersions,
  declaredImports,
];

const workspace = await openWorkspace();
let failed = 0;
for (const { name, run } of checks) {
  const problems = run(workspace);
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const problem of problems) console.log(`       ${problem}`);
  if (problems.length > 0) failed += 1;
}
console.log(`${checks.length - failed} of ${checks.length} checks hold`);
process.exitCode = failed > 0 ? 1 : 0;
