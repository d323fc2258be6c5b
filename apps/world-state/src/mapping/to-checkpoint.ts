import type { Checkpoint } from '@bodybroker/contracts-world-state';
import type { CheckpointHead } from '../storage/checkpoints.js';

export function toCheckpoint({ revision, createdMs, ...head }: CheckpointHead): Checkpoint {
  return { ...head, revision: BigInt(revision), createdMs: BigInt(createdMs) };
}
