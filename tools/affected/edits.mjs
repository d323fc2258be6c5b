import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Changes to a checkout, as people and bots make them.
 * @param {string} dir
 */
export function editsIn(dir) {
  const path = (/** @type {string} */ file) => join(dir, file);
  return {
    append: (/** @type {string} */ file, /** @type {string} */ text) => appendFile(path(file), text),

    create: async (/** @type {string} */ file, /** @type {string} */ text) => {
      await mkdir(dirname(path(file)), { recursive: true });
      await writeFile(path(file), text, { flag: 'wx' });
    },

    /** A new optional field at the end of a message of a proto. */
    addField: async (/** @type {string} */ file, /** @type {string} */ message) => {
      const text = await readFile(path(file), 'utf8');
      const start = new RegExp(`^message ${message} \\{`, 'm');
      if (!start.test(text)) throw new Error(`${file} has no message ${message}`);
      await writeFile(
        path(file),
        text.replace(start, (line) => `${line}\n  optional string added = 900;\n`),
      );
    },

    addScript: (/** @type {string} */ name) =>
      editJson(path('package.json'), (manifest) => ({
        ...manifest,
        scripts: { ...manifest.scripts, [name]: 'echo' },
      })),

    /** What `npm update` leaves behind: another version and hash in the lock file, no manifest touched. */
    bumpInLockFile: (/** @type {string} */ name) => editJson(path('package-lock.json'), (lock) => bumped(lock, name)),

    /** A new exact version of a tool of the workspace, in the manifest and the lock file. */
    bumpTool: async (/** @type {string} */ name) => {
      await editJson(path('package.json'), (manifest) => ({
        ...manifest,
        devDependencies: { ...manifest.devDependencies, [name]: NEW_VERSION },
      }));
      await editJson(path('package-lock.json'), (lock) => {
        lock.packages[''].devDependencies[name] = NEW_VERSION;
        return bumped(lock, name);
      });
    },
  };
}

const NEW_VERSION = '999.0.0';

/** @param {any} lock @param {string} name */
function bumped(lock, name) {
  const entry = lock.packages[`node_modules/${name}`];
  if (entry === undefined) throw new Error(`the lock file has no ${name}`);
  entry.version = NEW_VERSION;
  entry.integrity = `sha512-${Buffer.from(`${name}@${NEW_VERSION}`).toString('base64')}`;
  return lock;
}

/** @param {string} file @param {(json: any) => unknown} edit */
async function editJson(file, edit) {
  const json = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, `${JSON.stringify(edit(json), null, 2)}\n`);
}
