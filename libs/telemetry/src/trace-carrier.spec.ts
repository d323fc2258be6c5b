import { isSampledOut, readTraceCarrier, writeTraceCarrier } from './trace-carrier.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('a trace carrier', () => {
  it('is written as it was read', () => {
    const carrier = { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: 'a=1,b=2', baggage: 'k=v' };
    const context = readTraceCarrier(carrier);
    expect(context).toMatchObject({ traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true });
    expect(context && writeTraceCarrier(context, carrier.baggage)).toEqual(carrier);
  });

  it('may be of a later version with more parts', () => {
    expect(readTraceCarrier({ traceparent: `01-${TRACE}-${SPAN}-03-more` })).toMatchObject({ traceFlags: 1 });
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  ])('with the traceparent %p is none', (traceparent) => {
    expect(readTraceCarrier({ traceparent })).toBeUndefined();
  });

  it.each([
    [`00-${TRACE}-${SPAN}-00`, true],
    [`00-${TRACE}-${SPAN}-02`, true],
    [`00-${TRACE}-${SPAN}-0a`, true],
    [`00-${TRACE}-${SPAN}-01`, false],
    [`00-${TRACE}-${SPAN}-0b`, false],
    [`01-${TRACE}-${SPAN}-00`, false],
    ['nonsense', false],
    [undefined, false],
  ])('with the traceparent %p is sampled out: %p', (traceparent, expected) => {
    expect(isSampledOut({ traceparent })).toBe(expected);
  });
});
