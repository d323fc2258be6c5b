import { stepsOf } from '../workflow-files.mjs';

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/**
 * A tag of an action can be moved to other code; a commit cannot. The version is for people and for the program that
 * keeps them up to date.
 * @param {import('../workflow-files.mjs').WorkflowFile} file
 * @returns {readonly string[]}
 */
export function actionPins(file) {
  const remote = stepsOf(file).filter(({ step }) => step.uses !== undefined && !step.uses.startsWith('./'));
  return remote.flatMap(({ step, where }) => {
    const { uses = '' } = step;
    if (!PINNED.test(uses)) return [`${where}: ${uses} is not pinned to a commit`];
    const line = file.text.split('\n').find((each) => each.includes(uses)) ?? '';
    return /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line) ? [] : [`${where}: no "# v1.2.3" behind ${uses}`];
  });
}

/**
 * One commit for one action, wherever it is used.
 * @param {readonly import('../workflow-files.mjs').WorkflowFile[]} files
 * @returns {readonly string[]}
 */
export function onePinPerAction(files) {
  /** @type {Map<string, Set<string>>} */
  const pins = new Map();
  for (const [, repository = '', pin = ''] of files.flatMap(({ text }) => [
    ...text.matchAll(/uses: ([\w.-]+\/[\w.-]+)[\w./-]*(@[0-9a-f]{40} # \S+)/g),
  ])) {
    pins.set(repository, (pins.get(repository) ?? new Set()).add(pin));
  }
  return [...pins]
    .filter(([, used]) => used.size > 1)
    .map(([repository, used]) => `${repository} is used at ${[...used].join(' and ')}`);
}
