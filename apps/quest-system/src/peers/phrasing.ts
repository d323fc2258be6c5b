import { GenerationKind, MessageRole, type AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import type { AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import type { Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import type { QuestDefinition } from '../domain/quest-definition.js';

export interface PhrasingOptions {
  readonly router: Pick<Client<AiRouterServiceClient>, 'routeRequest'>;
  readonly ai: Pick<Client<AiIntegrationServiceClient>, 'generate'>;
  readonly logger: Logger;
}

const ROUTE_PATIENCE_MS = 800;
const GENERATE_PATIENCE_MS = 8000;
const MAX_TOKENS = 200;
const MAX_SUMMARY = 2000;
const EMBEDDED = 'embedded';

/** Has a model say the summary of a generated quest in its own words. What the quest is stays as the template says. */
export class Phrasing {
  readonly #options: PhrasingOptions;

  constructor(options: PhrasingOptions) {
    this.#options = options;
  }

  /** The template's own words when there is no model but the embedded one (which the template is as good as), or none answers. */
  async summaryOf({ title, summary }: QuestDefinition, seed: bigint): Promise<string> {
    try {
      const { targets, decisionId } = await this.#options.router.routeRequest(
        { kind: GenerationKind.DESCRIPTION, maxOutputTokens: MAX_TOKENS },
        { timeoutMs: ROUTE_PATIENCE_MS },
      );
      const remote = targets.filter(({ provider }) => provider !== EMBEDDED).map(({ modelRef }) => modelRef);
      if (remote.length === 0) return summary;
      const messages = [
        {
          role: MessageRole.SYSTEM,
          content: 'Say the same in two or three dry sentences, second person. Add nothing.',
        },
        { role: MessageRole.USER, content: `${title}\n${summary}` },
      ];
      const { text, provider } = await this.#options.ai.generate(
        {
          prompt: {
            kind: GenerationKind.DESCRIPTION,
            messages,
            targets: remote,
            decisionId,
            params: { maxTokens: MAX_TOKENS, stop: [], seed },
          },
        },
        { timeoutMs: GENERATE_PATIENCE_MS },
      );
      const phrased = text.trim().slice(0, MAX_SUMMARY);
      return provider === EMBEDDED || phrased === '' ? summary : phrased;
    } catch (error) {
      this.#options.logger.warn('a summary could not be phrased; the template has its own', { error });
      return summary;
    }
  }
}
