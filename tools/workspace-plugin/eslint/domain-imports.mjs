import { dirname, resolve } from 'node:path';

const PURE_LIBS = ['@bodybroker/domain', '@bodybroker/conditions', '@bodybroker/grammar'];

/** Rules of the game are plain TypeScript: a domain folder imports its own files and pure libs, nothing else. */
export const domainImports = {
  meta: {
    type: 'problem',
    docs: { description: 'keep src/domain free of everything outside' },
    messages: { outside: 'A domain folder imports only its own files and {{libs}}; "{{specifier}}" is outside.' },
    schema: [],
  },
  create(context) {
    const match = /^(.*\/src\/domain)\//.exec(context.filename.replaceAll('\\', '/'));
    if (match === null || context.filename.endsWith('.spec.ts')) return {};
    const domain = match[1];
    const check = (node) => {
      if (node.source === null || node.source === undefined) return;
      const specifier = String(node.source.value);
      const inside =
        specifier.startsWith('.') && resolve(dirname(context.filename), specifier).startsWith(`${domain}/`);
      if (inside || PURE_LIBS.includes(specifier)) return;
      context.report({ node, messageId: 'outside', data: { specifier, libs: PURE_LIBS.join(', ') } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
