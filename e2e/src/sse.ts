export interface Frame {
  readonly event: string | undefined;
  readonly id: string | undefined;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
}

/** Reads server-sent events by the rules of the standard, comments left out. */
export async function* sse(url: string, init: RequestInit): AsyncGenerator<Frame> {
  const response = await fetch(url, { ...init, headers: { ...init.headers, accept: 'text/event-stream' } });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').filter((line) => !line.startsWith(':'));
      const field = (name: string): string | undefined =>
        fields
          .filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
          .join('\n') || undefined;
      const data = field('data');
      if (data !== undefined) yield { event: field('event'), id: field('id'), data: JSON.parse(data) };
    }
  }
}
