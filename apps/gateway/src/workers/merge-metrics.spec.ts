import { mergeMetrics } from './merge-metrics.js';

const ONE = `# HELP calls_total Calls {made}
# TYPE calls_total counter
calls_total{service="gateway",method="a b"} 3

# HELP up Whether it is up
# TYPE up gauge
up 1
`;
const TWO = `# HELP calls_total Calls {made}
# TYPE calls_total counter
calls_total{service="gateway",method="a b"} 5
`;

describe('mergeMetrics', () => {
  it('keeps the lines of a metric together and tells whose they are', () => {
    const merged = mergeMetrics(
      new Map([
        ['1', ONE],
        ['2', TWO],
      ]),
    );
    expect(merged).toBe(`# HELP calls_total Calls {made}
# TYPE calls_total counter
calls_total{worker="1",service="gateway",method="a b"} 3
calls_total{worker="2",service="gateway",method="a b"} 5

# HELP up Whether it is up
# TYPE up gauge
up{worker="1"} 1
`);
  });
});
