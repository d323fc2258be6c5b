import { grant } from './grant.mjs';

/**
 * Replicas of one service tell each other in passing on `note.<service>.>`: for the services whose sources name it.
 * @param {import('../build-users.mjs').Workspace} workspace
 * @param {string} name
 */
export function notesGrant({ files, read }, name) {
  const tells = files(`apps/${name}/src`, /(?<!\.spec)\.ts$/).some((path) => read(path).includes(`note.${name}.`));
  return tells ? grant({ publish: [`note.${name}.>`], subscribe: [`note.${name}.>`] }) : grant({});
}
