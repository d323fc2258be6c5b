/**
 * A query and how its lines are named; `{{label}}` in the legend stands for a label's value.
 * @typedef {{ expr: string, legend?: string }} Query
 */
/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} [about] shown when pointing at the title
 * @property {'timeseries' | 'stat' | 'table'} [kind] default `timeseries`
 * @property {string} [unit] of Grafana: `reqps`, `s`, `percentunit`, `bytes`, `short`
 * @property {readonly Query[]} queries
 * @property {number} [width] of 24; default 12
 * @property {readonly { color: string, from: number }[]} [thresholds] what colour a value has from where on
 */
/** @typedef {{ title: string, panels: readonly Panel[] }} Row */
/**
 * @typedef {object} Variable a choice above the dashboard, filled from a label
 * @property {string} name
 * @property {string} metric
 * @property {string} label
 */
/**
 * @typedef {object} Dashboard
 * @property {string} uid
 * @property {string} title
 * @property {string} about
 * @property {readonly Variable[]} [variables]
 * @property {readonly Row[]} rows
 */

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const PANEL_HEIGHT = 8;
const STAT_HEIGHT = 4;
const FULL_WIDTH = 24;

/** Grafana's JSON of a dashboard. @param {Dashboard} dashboard */
export function renderDashboard({ uid, title, about, variables = [], rows }) {
  return {
    uid,
    title,
    description: about,
    tags: ['bodybroker'],
    schemaVersion: 41,
    version: 1,
    editable: false,
    graphTooltip: 1,
    time: { from: 'now-3h', to: 'now' },
    refresh: '30s',
    timezone: 'browser',
    annotations: { list: [] },
    templating: { list: [datasourceVariable(), ...variables.map(labelVariable)] },
    panels: layOut(rows),
  };
}

const datasourceVariable = () => ({
  name: 'datasource',
  label: 'Data source',
  type: 'datasource',
  query: 'prometheus',
});

/** @param {Variable} variable */
const labelVariable = ({ name, metric, label }) => ({
  name,
  type: 'query',
  datasource: DATASOURCE,
  definition: `label_values(${metric}, ${label})`,
  query: { query: `label_values(${metric}, ${label})`, refId: name },
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  allValue: '.*',
  current: { text: 'All', value: '$__all' },
});

/** Panels from left to right, a new line where one is full. @param {readonly Row[]} rows */
function layOut(rows) {
  const panels = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { x: 0, y, w: FULL_WIDTH, h: 1 },
      panels: [],
    });
    y += 1;
    let x = 0;
    let lineHeight = 0;
    for (const panel of row.panels) {
      const w = panel.width ?? 12;
      const h = panel.kind === 'stat' ? STAT_HEIGHT : PANEL_HEIGHT;
      if (x + w > FULL_WIDTH) {
        y += lineHeight;
        x = 0;
        lineHeight = 0;
      }
      panels.push(renderPanel(panel, { id: panels.length + 1, gridPos: { x, y, w, h } }));
      x += w;
      lineHeight = Math.max(lineHeight, h);
    }
    y += lineHeight;
  }
  return panels;
}

/**
 * @param {Panel} panel
 * @param {{ id: number, gridPos: { x: number, y: number, w: number, h: number } }} place
 */
function renderPanel({ title, about = '', kind = 'timeseries', unit = 'short', queries, thresholds }, { id, gridPos }) {
  const steps = thresholds?.map(({ color, from }, i) => ({ color, value: i === 0 ? null : from })) ?? [
    { color: 'green', value: null },
  ];
  return {
    id,
    type: kind,
    title,
    description: about,
    datasource: DATASOURCE,
    gridPos,
    fieldConfig: {
      defaults: {
        unit,
        thresholds: { mode: 'absolute', steps },
        ...(kind === 'timeseries' ? { min: 0, custom: { lineWidth: 1, fillOpacity: 8, showPoints: 'never' } } : {}),
      },
      overrides: [],
    },
    options: optionsOf(kind),
    targets: queries.map(({ expr, legend = '' }, i) => ({
      refId: String.fromCharCode(65 + i),
      datasource: DATASOURCE,
      expr,
      legendFormat: legend,
      ...(kind === 'timeseries' ? { range: true } : { instant: true }),
      ...(kind === 'table' ? { format: 'table' } : {}),
    })),
  };
}

/** @param {'timeseries' | 'stat' | 'table'} kind */
function optionsOf(kind) {
  if (kind === 'stat')
    return { colorMode: 'value', reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false } };
  if (kind === 'table') return { showHeader: true };
  return { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } };
}
