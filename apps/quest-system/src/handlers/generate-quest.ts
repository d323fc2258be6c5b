import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkDefinition } from '../domain/check-definition.js';
import { fillTemplate } from '../domain/quest-template.js';
import { readDefinition } from '../mapping/read-definition.js';
import { toDefinitionMessage } from '../mapping/to-definition-message.js';

/** Makes a draft from a template. The same template, slots and seed name the same draft, which is made once. */
export const generateQuest =
  ({ templates, definitions, phrasing, samples }: Deps): Handler<IQuestSystemService, 'generateQuest'> =>
  async ({ templateId, slots, seed }) => {
    const template = templates.get(templateId);
    if (template === undefined) throw notFound('template', templateId);
    const draft = readDefinition(fillTemplate(template, slots, String(seed)));
    const known = await definitions.get(draft.id);
    if (known !== undefined) return toDefinitionMessage(known);
    checkDefinition(draft, samples);
    const phrased = { ...draft, summary: await phrasing.summaryOf(draft, seed) };
    return toDefinitionMessage(await definitions.write(phrased));
  };
