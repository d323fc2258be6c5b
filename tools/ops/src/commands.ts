import { backup } from './backup/backup.js';
import { restore } from './backup/restore.js';
import type { Command } from './cli/command.js';
import { discardDeadLetters } from './dlq/discard.js';
import { listDeadLetters } from './dlq/list.js';
import { redriveDeadLetters } from './dlq/redrive.js';
import { showDeadLetter } from './dlq/show.js';
import { drainNode } from './nodes/drain.js';
import { rollNodes } from './nodes/roll.js';
import { rotateCertificates } from './rotate/certificates.js';
import { rotateNatsKey } from './rotate/nats-key.js';
import { rotateRedisToken } from './rotate/redis-token.js';
import { setSecret } from './rotate/set-secret.js';
import { deploy } from './service/deploy.js';
import { rollback } from './service/rollback.js';
import { status } from './status/status.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  status,
  listDeadLetters,
  showDeadLetter,
  redriveDeadLetters,
  discardDeadLetters,
  backup,
  restore,
  deploy,
  rollback,
  drainNode,
  rollNodes,
  rotateCertificates,
  rotateRedisToken,
  rotateNatsKey,
  setSecret,
];
