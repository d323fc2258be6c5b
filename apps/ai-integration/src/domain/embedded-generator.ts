import { drawSequence } from '@bodybroker/domain';
import { generateText, type Grammar, TOKENS_PER_WORD } from '@bodybroker/grammar';
import { countPromptTokens } from './count-tokens.js';
import type { FinishReason, GenerateRequest, Usage } from './generation.js';
import { generationSeed } from './generation-seed.js';
import { jsonFromSchema } from './json-from-schema.js';
import { planText } from './plan-text.js';
import { splitIntoChunks } from './split-into-chunks.js';
import { summarise } from './summarise.js';
import { readJsonSchema } from './validate-generate-request.js';

/** A whole generation. Generate answers `text`, GenerateStream sends `chunks` one by one: the same text either way. */
export interface EmbeddedGeneration {
  readonly text: string;
  /** Joined they are `text`. */
  readonly chunks: readonly string[];
  readonly finishReason: Extract<FinishReason, 'STOP' | 'LENGTH'>;
  /** Completion tokens are the word pieces; it costs nothing. */
  readonly usage: Usage;
}

export interface EmbeddedOptions {
  /** `textHash` of the last replies of the conversation, not to be repeated. Left aside when the request has a seed. */
  readonly avoid?: ReadonlySet<string>;
}

/**
 * The generator that needs no model: grammar for DIALOGUE, BARK, DESCRIPTION and NARRATION, an extract for SUMMARY, a
 * value of the schema for JSON (never cut, whatever max_tokens). Pure: equal requests give equal texts.
 *
 * @throws DomainError FAILED_PRECONDITION, reason OUTPUT_SCHEMA, when no value of the schema can be made
 */
export function generateEmbedded(
  grammar: Grammar,
  request: GenerateRequest,
  options: EmbeddedOptions = {},
): EmbeddedGeneration {
  const whole = generateWhole(grammar, request, options);
  const text = request.kind === 'JSON' ? whole.text : cutAtStop(whole.text, request.params.stop);
  const chunks = splitIntoChunks(text);
  return {
    text,
    chunks,
    // A text that met its stop before its limit is complete.
    finishReason: text === whole.text ? whole.finishReason : 'STOP',
    usage: { promptTokens: countPromptTokens(request.messages), completionTokens: chunks.length, costMicros: 0n },
  };
}

type Whole = Pick<EmbeddedGeneration, 'text' | 'finishReason'>;

function generateWhole(grammar: Grammar, request: GenerateRequest, options: EmbeddedOptions): Whole {
  const { kind, params } = request;
  const seed = generationSeed(request);
  switch (kind) {
    case 'SUMMARY':
      return summaryOf(grammar, request, seed);
    case 'JSON': {
      const { request: occasion } = planText('DIALOGUE', request);
      const word = (symbol: string, place: string): string =>
        generateText(grammar, { ...occasion, origin: symbol }, `${seed}|${place}`).text;
      const value = jsonFromSchema(readJsonSchema(params.jsonSchema ?? ''), drawSequence('json', seed), {
        sentence: (place) => word('jsonText', place),
        word: (place) => word('jsonWord', place).toLowerCase(),
      });
      return { text: JSON.stringify(value), finishReason: 'STOP' };
    }
    default: {
      const plan = planText(kind, request);
      const avoid = params.seed === undefined && options.avoid !== undefined ? { avoid: options.avoid } : {};
      return generateText(grammar, plan.request, seed, { ...plan.options, ...avoid, maxTokens: params.maxTokens });
    }
  }
}

/** Words of a summary unless max_tokens is less. */
const SUMMARY_WORDS = 120;

function summaryOf(grammar: Grammar, request: GenerateRequest, seed: string): Whole {
  const maxWords = Math.max(1, Math.floor(request.params.maxTokens / TOKENS_PER_WORD));
  const source = request.messages.filter((message) => message.role !== 'SYSTEM').map((message) => message.content);
  const input = [...source, ...request.context.facts.map((fact) => fact.text)].join('\n');
  const text = summarise(input, Math.min(SUMMARY_WORDS, maxWords));
  if (text === '')
    return generateText(grammar, { origin: 'summaryEmpty' }, seed, { maxTokens: request.params.maxTokens });
  // Only what the caller's limit kept out is a cut; a summary leaves out by its nature.
  return {
    text,
    finishReason: maxWords < SUMMARY_WORDS && summarise(input, SUMMARY_WORDS) !== text ? 'LENGTH' : 'STOP',
  };
}

function cutAtStop(text: string, stops: readonly string[]): string {
  const places = stops.map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
  return places.length === 0 ? text : text.slice(0, Math.min(...places)).trimEnd();
}
