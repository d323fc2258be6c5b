import { enumName } from '@bodybroker/service-kit';
import { ModerationPolicy } from '@bodybroker/contracts-ai-integration';
import type { AiHandler } from '../deps.js';
import { moderateText as moderate } from '../domain/moderate-text.js';

const POLICIES = { GAME: 'default', STRICT: 'strict' } as const;
const NAMES = ['GAME', 'STRICT'] as const;

/** Whether a text breaks a policy. */
export const moderateText =
  (): AiHandler<'moderateText'> =>
  ({ text, policy }) => {
    const { flagged, categories, redactedText } = moderate(
      text,
      POLICIES[enumName(ModerationPolicy, policy, NAMES, 'policy')],
    );
    return Promise.resolve({ flagged, categories: [...categories], redactedText });
  };
