import { NameKind, type ILanguageSystemService } from '@bodybroker/contracts-language-system';
import type { Handler } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { NAME_KINDS, makeNames } from '../domain/make-names.js';

/** Names that sound of the language. */
export const generateName =
  ({ tongues, compile }: Deps): Handler<ILanguageSystemService, 'generateName'> =>
  async ({ languageId, kind, seed, count }) => {
    const { language } = await tongues.require(languageId);
    const wanted = { seed, count: Math.max(1, count) };
    return { names: [...makeNames(language, enumName(NameKind, kind, NAME_KINDS, 'kind'), wanted, compile)] };
  };
