import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { detectLanguage as detected } from '../domain/detect-language.js';

/** Which languages a text may be of. */
export const detectLanguage =
  ({ models }: Deps): Handler<ILanguageSystemService, 'detectLanguage'> =>
  async ({ text }) => ({ candidates: detected(text, await models.all()).map((candidate) => ({ ...candidate })) });
