import { posix } from 'node:path';

/**
 * Rewrites the relative imports protobuf-ts writes: `.js` within one package (ES modules need the extension), the
 * package name across packages. An import of a package that the manifest does not name is an error.
 */
export function relocateImports(path, text, homeOf, manifest) {
  const own = homeOf(path);
  // A generic-server module is interfaces only; protobuf-ts does not say so in its imports.
  const source = path.endsWith('.server.ts') ? text.replace(/^import \{/gm, 'import type {') : text;
  return source.replace(/(from ")(\.[^"]+)(";)/g, (_, before, specifier, after) => {
    const target = homeOf(posix.join(posix.dirname(path), specifier));
    if (target.packageName !== own.packageName) {
      if (manifest.dependencies?.[target.packageName] === undefined) {
        throw new Error(`${manifest.name}: add "${target.packageName}" to dependencies (needed by ${path})`);
      }
      return before + target.packageName + after;
    }
    const relative = posix.relative(posix.dirname(own.path), target.path);
    return `${before}${relative.startsWith('.') ? '' : './'}${relative}.js${after}`;
  });
}
