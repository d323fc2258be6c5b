import { publish, subscribe } from './attempt.mjs';

/** What is asked of the servers themselves. Only questions: whoever may, does ask them. */
export function systemAttempts() {
  const probed = ['VARZ', 'JSZ', 'HEALTHZ'];
  const closed = ['STATZ', 'CONNZ', 'ROUTEZ', 'SUBSZ', 'ACCOUNTZ', 'GATEWAYZ', 'LEAFZ', 'PROFILEZ', 'EXPVARZ'];
  return [
    ...probed.map((kind) => publish(`$SYS.REQ.SERVER.PING.${kind}`, ['system', 'monitor'])),
    ...closed.map((kind) => publish(`$SYS.REQ.SERVER.PING.${kind}`, ['system'])),
    publish('$SYS.REQ.SERVER.PING', ['system']),
    publish('$SYS.REQ.ACCOUNT.GAME.CONNZ', ['system']),
    publish('$SYS.REQ.ACCOUNT.PING.STATZ', ['system']),
    publish('$SYS.REQ.USER.INFO', ['system']),
    publish('$SYS.ACCOUNT.GAME.CONNECT', []),
    publish('$SYS.SERVER.NOBODY.SHUTDOWN', []),
    ...['$SYS.>', '$SYS.ACCOUNT.*.CONNECT', '$SYS.SERVER.ACCOUNT.*.CONNS', '$SYS.ACCOUNT.GAME.>'].map((subject) =>
      subscribe(subject, ['system']),
    ),
  ];
}
