const MAX_LINES = 40;

/** One rpc, one file of at most 40 lines, named as the rpc: AcceptQuest is in handlers/accept-quest.ts. */
export const handlerPerRpc = {
  name: 'one handler file per rpc, at most 40 lines',
  run: ({ services, image, has, read }) =>
    services.flatMap((name) => {
      const packageName = `bodybroker.${name.replaceAll('-', '_')}.v1`;
      const methods = image.file
        .filter((file) => file.package === packageName)
        .flatMap((file) => file.service.flatMap((service) => service.method.map((method) => method.name)));
      return methods.flatMap((method) => {
        const path = `apps/${name}/src/handlers/${kebab(method)}.ts`;
        if (!has(path)) return [`${path} is missing`];
        const count = codeLines(read(path));
        return count <= MAX_LINES ? [] : [`${path} has ${count} lines of code; move rules to domain/`];
      });
    }),
};

const kebab = (name) => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

/** Lines that are neither blank, comment nor import. */
function codeLines(text) {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^import [\s\S]*?;$/gm, '');
  return code.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
}
