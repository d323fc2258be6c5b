/** The page's style sheet; it follows the reader's wish for light or dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1f; --soft: #6b6b76; --rule: #dcdce2; --paper: #fff;
  --p50: #2563a8; --p99: #a8261f; --max: #b98a00; --offered: #6b6b76; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececf1; --soft: #a0a0ad; --rule: #3a3a44; --paper: #17171b;
  --p50: #6aa9f0; --p99: #f0776f; --max: #e0b93a; --offered: #a0a0ad; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.sum { font-size: 1.05rem; }
.met { color: var(--p50); } .missed { color: var(--p99); font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
th, td { padding: 2px 10px; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
svg { width: 100%; height: auto; display: block; margin: 1rem 0; }
svg text { fill: var(--ink); font-size: 12px; } svg .title { font-size: 14px; font-weight: 600; }
svg .tick { fill: var(--soft); } svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
svg .grid { stroke: var(--rule); } svg .hint { fill: transparent; } svg .hint:hover { fill: var(--soft); fill-opacity: 0.12; }
svg .line { fill: none; stroke-width: 1.6; stroke: var(--soft); }
svg .p50 { stroke: var(--p50); } svg .p99, svg .failed { stroke: var(--p99); } svg .max { stroke: var(--max); }
svg .offered { stroke: var(--offered); stroke-dasharray: 4 3; }
`;
