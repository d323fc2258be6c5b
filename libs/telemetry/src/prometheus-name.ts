/** Suffixes that OpenTelemetry's Prometheus exporter gives to UCUM units. */
const UNIT_SUFFIXES: Readonly<Record<string, string>> = {
  s: 'seconds',
  ms: 'milliseconds',
  By: 'bytes',
  '1': 'ratio',
};

/** `rpc.method` becomes `rpc_method`. */
export function prometheusLabel(attribute: string): string {
  return attribute.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
}

/** `rpc.server.call.duration` with unit `s` becomes `rpc_server_call_duration_seconds`; counters end in `_total`. */
export function prometheusName(name: string, kind: 'counter' | 'gauge' | 'histogram', unit = ''): string {
  const base = prometheusLabel(name);
  // Units in braces are notes for people, such as {request}.
  const suffix = unit.startsWith('{') ? '' : (UNIT_SUFFIXES[unit] ?? prometheusLabel(unit));
  const withUnit = suffix === '' || base.endsWith(`_${suffix}`) ? base : `${base}_${suffix}`;
  return kind === 'counter' && !withUnit.endsWith('_total') ? `${withUnit}_total` : withUnit;
}
