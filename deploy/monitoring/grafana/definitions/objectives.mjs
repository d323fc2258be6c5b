const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

/**
 * @param {string} title
 * @param {'error' | 'slow'} kind
 * @param {number} budget share that may be bad
 * @returns {import('../../generate/dashboard.mjs').Row}
 */
const objective = (title, kind, budget) => ({
  title,
  panels: [
    {
      title: 'Budget left of three days',
      kind: 'stat',
      width: 6,
      unit: 'percentunit',
      thresholds: [
        { color: 'red', from: 0 },
        { color: 'orange', from: 0 },
        { color: 'green', from: 0.5 },
      ],
      queries: [{ expr: `1 - gateway:${kind}_ratio:rate3d / ${budget}` }],
    },
    {
      title: 'Burn rate by window',
      about:
        'How many times faster than allowed the budget is used. 1 uses it up in just 30 days; 14.4 over an hour calls somebody',
      width: 18,
      queries: WINDOWS.map((window) => ({ expr: `gateway:${kind}_ratio:rate${window} / ${budget}`, legend: window })),
    },
  ],
});

/** @type {import('../../generate/dashboard.mjs').Dashboard} */
export const objectives = {
  uid: 'bodybroker-objectives',
  title: 'Objectives',
  about: 'Error and latency budgets of the gateway, and how fast they are used',
  rows: [
    objective('99.9 % of requests without a 5xx', 'error', 0.001),
    objective('99 % of interactive requests within 500 ms', 'slow', 0.01),
    {
      title: 'Alerts',
      panels: [
        {
          title: 'Firing',
          kind: 'table',
          width: 24,
          queries: [{ expr: 'ALERTS{alertstate="firing"}' }],
        },
      ],
    },
  ],
};
