import { layOutPrompt, type PromptMessage } from '../../domain/lay-out-prompt.js';
import type { ProviderCall, Repair } from '../provider.js';

/** The body of POST /chat/completions. */
export function chatBody({
  request,
  author,
  model,
  delivery,
  repair,
}: ProviderCall): Readonly<Record<string, unknown>> {
  const { maxTokens, temperature, topP, seed, stop } = request.params;
  return {
    model,
    messages: [...layOutPrompt(request, author), ...(repair === undefined ? [] : repairMessages(repair))],
    max_tokens: maxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    // Servers take 32 bits at most, some no negative ones.
    ...(seed === undefined ? {} : { seed: Number(BigInt.asUintN(31, seed)) }),
    ...(stop.length === 0 ? {} : { stop }),
    ...(request.kind === 'JSON' ? { response_format: { type: 'json_object' } } : {}),
    ...(delivery === 'STREAM' ? { stream: true, stream_options: { include_usage: true } } : { stream: false }),
  };
}

function repairMessages({ reply, problems }: Repair): readonly PromptMessage[] {
  return [
    { role: 'assistant', content: reply },
    {
      role: 'user',
      content: `That does not fit the schema: ${problems}. Answer again, with one JSON value that fits and nothing else.`,
    },
  ];
}
