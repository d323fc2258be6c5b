import { serverSentEvents, type ServerSentEvent } from './server-sent-events.js';

const STREAM =
  'retry: 1500\n: open\n\nid: 7\ndata: {"text":"Grüße 🫀"}\n\n: heartbeat\n\ndata: {"a":\ndata: 1}\r\n\r\nevent: end\ndata: {}\n\n';
const EVENTS = [
  { event: 'message', id: '7', data: '{"text":"Grüße 🫀"}' },
  { event: 'message', id: undefined, data: '{"a":\n1}' },
  { event: 'end', id: undefined, data: '{}' },
];

function parsed(chunks: readonly Uint8Array[]) {
  const events: ServerSentEvent[] = [];
  const retries: number[] = [];
  const { feed } = serverSentEvents({
    onEvent: (event) => void events.push(event),
    onRetry: (ms) => void retries.push(ms),
  });
  for (const chunk of chunks) feed(chunk);
  return { events, retries };
}

describe('server-sent events', () => {
  const bytes = new TextEncoder().encode(STREAM);

  it('are read when they come at once', () => {
    expect(parsed([bytes])).toEqual({ events: EVENTS, retries: [1500] });
  });

  it('are the same wherever the network cuts them, in the middle of a character too', () => {
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(parsed([bytes.slice(0, cut), bytes.slice(cut)]).events).toEqual(EVENTS);
    }
    const single = Array.from(bytes, (_, index) => bytes.slice(index, index + 1));
    expect(parsed(single)).toEqual({ events: EVENTS, retries: [1500] });
  });

  it('are not made of half an event', () => {
    expect(parsed([new TextEncoder().encode('id: 1\ndata: {"a":1}\n')]).events).toEqual([]);
  });
});
