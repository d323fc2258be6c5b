import {
  Requirement,
  SubjectKind,
  type CapabilityRegistryServiceClient,
} from '@bodybroker/contracts-capability-registry';
import type { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { isRpcError, type Client } from '@bodybroker/nats-sdk';
import { AUTO, type Profile } from '../domain/profile.js';
import type { DeviceId } from '../storage/device-modes.js';

/** What the other services know of a device. Who cannot be asked says nothing. */
export interface DeviceFacts {
  /** The profile chosen in the player's settings, or AUTO. */
  wantedProfile(id: DeviceId): Promise<string>;
  /** Names of the capabilities a profile needs and the device lacks. */
  missing(id: DeviceId, profile: Profile): Promise<readonly string[]>;
}

const PATIENCE_MS = 500;
const VIDEO_MODE = 'video.mode';

/** Asks settings and capability-registry. A device that cannot be asked about starts with AUTO and lacks nothing. */
export function deviceFacts(
  settings: Client<SettingsServiceClient>,
  capabilities: Client<CapabilityRegistryServiceClient>,
): DeviceFacts {
  return {
    wantedProfile: async ({ playerId, deviceId }) => {
      const asked = settings.getSettings({ playerId, deviceId, keys: [VIDEO_MODE] }, { timeoutMs: PATIENCE_MS });
      const { values } = await asked.catch(unlessAway({ values: [] }));
      const kind = values.find(({ key }) => key === VIDEO_MODE)?.value?.kind;
      return kind?.oneofKind === 'stringValue' && kind.stringValue !== AUTO ? kind.stringValue.toLowerCase() : AUTO;
    },
    missing: async ({ deviceId }, { requires }) => {
      if (requires.length === 0) return [];
      const request = {
        subjectA: { kind: SubjectKind.CLIENT, id: deviceId },
        against: {
          oneofKind: 'requirements' as const,
          requirements: { requirements: requires.map((range) => Requirement.create(range)) },
        },
      };
      const asked = capabilities.checkCompatibility(request, { timeoutMs: PATIENCE_MS, as: 'self' });
      const { missing } = await asked.catch(unlessAway({ missing: [] }));
      return missing.map(({ name }) => name);
    },
  };
}

function unlessAway<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (isRpcError(error)) return instead;
    throw error;
  };
}
