import { baseConfig, variableOf } from '@bodybroker/service-kit';
import type { Environment, OptionSpec, OptionSpecs, Peer } from './command.js';

// A flag can be read by everybody who may list processes, so what is secret has none.
const SECRET = /password|seed|token|secret/i;

/** The settings every service has for one peer, as flags: `natsTlsCa` -> `--nats-tls-ca`. */
function settingsOf(prefix: 'nats' | 'redis'): readonly (readonly [setting: string, spec: OptionSpec])[] {
  return Object.entries(baseConfig)
    .filter(([setting]) => setting.startsWith(prefix) && !SECRET.test(setting))
    .map(([setting, { desc = '' }]) => [setting, { kind: 'text', about: `${desc} (${variableOf(setting)})` }]);
}

const flagOf = (setting: string): string => setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The system account's connection: settings that differ from the other one's. */
export const systemVariableOf = (variable: string): string => variable.replace(/^BB_NATS_/, 'BB_SYSTEM_NATS_');

interface PeerFlag {
  readonly spec: OptionSpec;
  readonly variable: string;
}

function flagsOf(peer: Peer): Readonly<Record<string, PeerFlag>> {
  switch (peer) {
    case 'nats':
    case 'redis':
      return Object.fromEntries(
        settingsOf(peer).map(([setting, spec]) => [flagOf(setting), { spec, variable: variableOf(setting) }]),
      );
    case 'system':
      return Object.fromEntries(
        settingsOf('nats').map(([setting, spec]) => {
          const variable = systemVariableOf(variableOf(setting));
          const about = `as --${flagOf(setting)}, for the system account (${variable})`;
          return [`system-${flagOf(setting)}`, { spec: { ...spec, about }, variable }];
        }),
      );
    case 'aws':
      return {
        region: { spec: { kind: 'text', about: 'AWS region (AWS_REGION)' }, variable: 'AWS_REGION' },
        profile: { spec: { kind: 'text', about: 'profile of ~/.aws (AWS_PROFILE)' }, variable: 'AWS_PROFILE' },
        endpoint: {
          spec: { kind: 'text', about: 'where to send AWS calls instead (AWS_ENDPOINT_URL)' },
          variable: 'AWS_ENDPOINT_URL',
        },
      };
  }
}

/** The connection flags of a command. */
export function peerOptions(peers: readonly Peer[]): OptionSpecs {
  return Object.fromEntries(
    peers.flatMap((peer) => Object.entries(flagsOf(peer)).map(([flag, { spec }]) => [flag, spec])),
  );
}

/** Lays the connection flags that were given over an environment. */
export function withPeerFlags(
  environment: Environment,
  peers: readonly Peer[],
  given: (flag: string) => string | undefined,
): Environment {
  const laid: Record<string, string | undefined> = { ...environment };
  for (const peer of peers) {
    for (const [flag, { variable }] of Object.entries(flagsOf(peer))) {
      const value = given(flag);
      if (value !== undefined) laid[variable] = value;
    }
  }
  return laid;
}
