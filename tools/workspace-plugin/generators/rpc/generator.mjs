import { formatFiles } from '@nx/devkit';
import { join } from 'node:path';
import { kebabCase, serviceNames } from '../names.mjs';
import { runStep } from '../run-step.mjs';
import { addToHandlerMap, addToProto, handlerFile } from './write-rpc.mjs';

/**
 * nx g @bodybroker/workspace-plugin:rpc <service> <Method>
 *
 * Adds a unary rpc: to the proto, a handler file of its own, and the service's handler map. It compiles and answers
 * UNIMPLEMENTED until the handler says more.
 */
export default async function rpcGenerator(tree, { service, method }) {
  const names = serviceNames(service);
  const protoPath = `proto/bodybroker/${names.snake}/v1/${names.snake}.proto`;
  const servicePath = `apps/${service}/src/service.ts`;
  for (const path of [protoPath, servicePath]) if (!tree.exists(path)) throw new Error(`there is no ${path}`);
  const handlerPath = `apps/${service}/src/handlers/${kebabCase(method)}.ts`;
  if (tree.exists(handlerPath)) throw new Error(`${handlerPath} is there already`);

  tree.write(protoPath, addToProto(tree.read(protoPath, 'utf8'), names, method));
  tree.write(handlerPath, handlerFile(names, method));
  tree.write(servicePath, addToHandlerMap(tree.read(servicePath, 'utf8'), names, method));
  await formatFiles(tree);
  return () => runStep(tree.root, process.execPath, [join(tree.root, 'tools/dev/generate.mjs')]);
}
