/**
 * Who calls services that its sources do not name, and why. All other calls are read from imports of contract clients.
 * @type {ReadonlyMap<string, string>}
 */
export const CALLS_BY_DESCRIPTOR = new Map([
  ['gateway', 'serves every method of every service that announces its contract, also those added while it runs'],
  ['router', 'forwards a call to the instance it chooses, whatever the service'],
  ['orchestration', 'steps of a workflow name service and method in the definition'],
]);
