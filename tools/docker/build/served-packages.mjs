/**
 * Packages whose files an app serves as they are, which no bundle can hold. An app that depends on one has them in
 * `dist/<folder>/` of its image.
 * @type {readonly { name: string, files: readonly string[], folder: string }[]}
 */
export const SERVED_PACKAGES = [
  {
    name: 'swagger-ui-dist',
    files: ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png', 'LICENSE', 'NOTICE'],
    folder: 'swagger-ui',
  },
];

/**
 * @param {{ dependencies?: Record<string, string> }} manifest package.json of an app
 * @returns {typeof SERVED_PACKAGES}
 */
export function servedPackagesOf({ dependencies = {} }) {
  return SERVED_PACKAGES.filter(({ name }) => name in dependencies);
}
