import { CALLS_BY_DESCRIPTOR } from '../by-descriptor.mjs';
import { publish, subscribe } from './attempt.mjs';

/**
 * Only a service is asked for what is its own, only its callers ask, and nobody listens in.
 * @param {readonly { readonly name: string, readonly subjects: readonly string[], readonly callers: readonly string[] }[]} services
 */
export function rpcAttempts(services) {
  const anybody = [...CALLS_BY_DESCRIPTOR.keys(), 'operator'];
  const names = services.map(({ name }) => name);
  return [
    ...services.flatMap(({ name, subjects, callers }) => [
      ...subjects.flatMap((subject) => [
        publish(subject, [...callers, ...anybody]),
        publish(`${subject}.i.one`, [...callers, ...anybody]),
        subscribe(subject, [name], name),
        subscribe(`${subject}.i.one`, [name]),
        // Beside the workers, or as a second group of them, it would see every call.
        subscribe(subject, []),
        subscribe(subject, [], 'thieves'),
      ]),
      publish(`svc.${name}.v1.made_up`, [...callers, ...anybody]),
      publish(`svc.${name}.v2.made_up`, anybody),
      publish(`svc.${name}.cancel`, [...callers, ...anybody]),
      subscribe(`svc.${name}.cancel`, [name]),
      ...['PING', 'INFO', 'STATS'].flatMap((verb) => [
        publish(`$SRV.${verb}.${name}`, ['operator']),
        subscribe(`$SRV.${verb}.${name}`, [name]),
        subscribe(`$SRV.${verb}.${name}.one`, [name]),
      ]),
    ]),
    publish('svc.made-up.v1.anything', anybody),
    ...['svc.>', 'svc.*.v1.>', '>', '*.>', '$SRV.>'].map((subject) => subscribe(subject, [])),
    publish('$SRV.PING', ['router', 'operator', 'monitor']),
    publish('$SRV.STATS', ['operator', 'monitor']),
    publish('$SRV.INFO', ['operator']),
    ...['PING', 'INFO', 'STATS'].map((verb) => subscribe(`$SRV.${verb}`, names)),
  ];
}

/**
 * Answers reach who asked, and nobody speaks unasked.
 * @param {readonly string[]} users
 */
export function inboxAttempts(users) {
  return [
    ...users.flatMap((user) => [
      subscribe(`_INBOX_${user}.>`, [user]),
      subscribe(`_INBOX_${user}.abc.*`, [user]),
      publish(`_INBOX_${user}.abc.1`, []),
    ]),
    ...['_INBOX.>', '_R_.>', '_GR_.>'].map((subject) => subscribe(subject, [])),
    publish('_INBOX.abc', []),
  ];
}

/**
 * What replicas of a service tell each other.
 * @param {readonly { readonly name: string, readonly tellsReplicas: boolean }[]} services
 */
export function noteAttempts(services) {
  return services.flatMap(({ name, tellsReplicas }) => {
    const allowed = tellsReplicas ? [name, 'operator'] : ['operator'];
    return [publish(`note.${name}.changed`, allowed), subscribe(`note.${name}.changed`, allowed)];
  });
}
