import { kebabCase } from '../names.mjs';

const camel = (method) => method[0].toLowerCase() + method.slice(1);

/** The proto with an rpc at the end of its service, and its messages at the end of the file. */
export function addToProto(proto, { name, pascal }, method) {
  if (new RegExp(`rpc ${method}\\(`).test(proto)) throw new Error(`the proto has an rpc ${method} already`);
  const start = proto.indexOf(`service ${pascal}Service {`);
  const end = proto.indexOf('\n}', start);
  if (start < 0 || end < 0) throw new Error(`the proto has no service ${pascal}Service`);
  const rpc = `

  // Say here what ${method} does.
  rpc ${method}(${method}Request) returns (${method}Response) {
    option (google.api.http) = {
      post: "/v1/${name}:${camel(method)}"
      body: "*"
    };
    option (bodybroker.options.v1.method) = {access: ACCESS_SERVICE};
  }`;
  const messages = `
// Request of ${method}.
message ${method}Request {}

// What ${method} answers.
message ${method}Result {}

// Response of ${method}.
message ${method}Response {
  oneof result {
    ${method}Result outcome = 1;
    bodybroker.common.v1.Error error = 15;
  }
}
`;
  return `${proto.slice(0, end)}${rpc}${proto.slice(end).trimEnd()}\n${messages}`;
}

/** A handler that says it is not there yet, by the error the protocol has for it. */
export function handlerFile({ name, pascal }, method) {
  return `import type { I${pascal}Service } from '@bodybroker/contracts-${name}';
import { RpcError, type Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** Say here what ${method} does. */
export const ${camel(method)} =
  (_deps: Deps): Handler<I${pascal}Service, '${camel(method)}'> =>
  () =>
    Promise.reject(new RpcError('UNIMPLEMENTED', 'UNIMPLEMENTED', '${method} is not there yet'));
`;
}

/** service.ts with the handler imported and in the handler map. */
export function addToHandlerMap(source, { pascal }, method) {
  const imports = [...source.matchAll(/^import .* from '\.\/handlers\/.*';$/gm)];
  const last = imports.at(-1);
  const opening = `implement<I${pascal}Service>(${pascal}Service, {`;
  if (last === undefined || !source.includes(opening))
    throw new Error(`service.ts has no handler map of ${pascal}Service`);
  const afterImports = last.index + last[0].length;
  const line = `\nimport { ${camel(method)} } from './handlers/${kebabCase(method)}.js';`;
  const withImport = source.slice(0, afterImports) + line + source.slice(afterImports);
  const mapEnd = withImport.indexOf('}),', withImport.indexOf(opening));
  return `${withImport.slice(0, mapEnd)}  ${camel(method)}: ${camel(method)}(deps),\n${withImport.slice(mapEnd)}`;
}
