import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { toLanguageMessage } from '../mapping/language-message.js';
import { withMaskedLanguage } from '../mapping/with-masked-language.js';

/** Changes a language. */
export const updateLanguage =
  ({ tongues }: Deps): Handler<ILanguageSystemService, 'updateLanguage'> =>
  async ({ id, language: asked, updateMask, expectedVersion }) => {
    if (asked === undefined) throw invalidArgument('language', 'is required');
    const paths = updateMask?.paths ?? [];
    const updated = await tongues.update(id, (language) => withMaskedLanguage(language, asked, paths), expectedVersion);
    return toLanguageMessage(updated);
  };
