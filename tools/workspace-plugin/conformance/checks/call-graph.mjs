import { serviceFacts } from '../../../docs/service-facts.mjs';

/** A service that waits for one that waits for it can stop both; the way back is an event. */
export const callGraph = {
  name: 'no service calls its callers, directly or by others',
  run: (workspace) => {
    const calls = new Map(serviceFacts(workspace).map(({ name, calls: others }) => [name, others]));
    /** @type {string[]} */
    const problems = [];
    const done = new Set();
    const visit = (/** @type {string} */ name, /** @type {readonly string[]} */ path) => {
      if (path.includes(name)) problems.push([...path.slice(path.indexOf(name)), name].join(' calls '));
      else if (!done.has(name)) for (const other of calls.get(name) ?? []) visit(other, [...path, name]);
      done.add(name);
    };
    for (const name of calls.keys()) visit(name, []);
    return problems;
  },
};
