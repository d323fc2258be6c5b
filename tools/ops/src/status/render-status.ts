import { renderBytes, renderTable } from '../cli/table.js';
import type { StatusReport } from './collect-status.js';

/** A status as text: what there is, then what is wrong. */
export function renderStatus(report: StatusReport): string {
  const parts = [
    renderServices(report),
    renderProcesses(report),
    renderNodes(report),
    renderStreams(report),
    renderConsumers(report),
    renderRedis(report),
    renderProblems(report),
  ];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

function renderServices({ services }: StatusReport): string | undefined {
  if (services === undefined) return undefined;
  return renderTable(services, [
    { title: 'SERVICE', cell: ({ name }) => name },
    { title: 'INSTANCES', align: 'right', cell: ({ instances }) => instances.length },
    { title: 'VERSION', cell: ({ versions }) => versions.join(' ') },
    { title: 'REQUESTS', align: 'right', cell: ({ requests }) => requests },
    { title: 'ERRORS', align: 'right', cell: ({ errors }) => errors },
    { title: 'MEAN ms', align: 'right', cell: ({ meanMs }) => meanMs.toFixed(1) },
    { title: 'SLOWEST', cell: ({ slowestMethod }) => slowestMethod },
    { title: 'LAST ERROR', cell: ({ lastError }) => shorten(lastError) },
  ]);
}

function renderProcesses({ processes }: StatusReport): string | undefined {
  if (processes.length === 0) return undefined;
  return renderTable(processes, [
    { title: 'PROCESS', cell: ({ name }) => name },
    { title: 'READY', cell: ({ ready }) => (ready ? 'yes' : 'NO') },
    { title: 'OUTBOX', align: 'right', cell: ({ outboxBacklog }) => outboxBacklog },
    { title: 'OPEN BREAKERS', cell: ({ openBreakers }) => openBreakers.join(' ') },
  ]);
}

function renderNodes({ nodes, nats }: StatusReport): string | undefined {
  if (nodes === undefined) return nats && `NATS      ${nats.server}, ${nats.rttMs} ms away`;
  return renderTable(nodes, [
    { title: 'NATS NODE', cell: ({ name }) => name },
    { title: 'VERSION', cell: ({ version }) => version },
    { title: 'HEALTH', cell: ({ unwell }) => shorten(unwell ?? 'ok') },
    {
      title: 'META',
      cell: ({ name, meta }) => (meta === undefined ? '' : meta.leader === name ? 'leader' : 'follows'),
    },
    { title: 'CLIENTS', align: 'right', cell: ({ connections }) => connections },
    { title: 'SLOW', align: 'right', cell: ({ slowConsumers }) => slowConsumers },
    { title: 'MEMORY', align: 'right', cell: ({ memoryBytes }) => renderBytes(memoryBytes) },
    { title: 'STORED', align: 'right', cell: ({ storedBytes }) => renderBytes(storedBytes) },
  ]);
}

function renderStreams({ streams }: StatusReport): string | undefined {
  if (streams === undefined) return undefined;
  return renderTable(streams, [
    { title: 'STREAM', cell: ({ name }) => name },
    { title: 'MESSAGES', align: 'right', cell: ({ messages }) => messages },
    { title: 'SIZE', align: 'right', cell: ({ bytes }) => renderBytes(bytes) },
    { title: 'LAST', align: 'right', cell: ({ lastSequence }) => lastSequence },
    { title: 'DURABLES', align: 'right', cell: ({ durables }) => durables.length },
    { title: 'WAITING', align: 'right', cell: ({ durables }) => durables.reduce((all, each) => all + each.pending, 0) },
    {
      title: 'REPLICAS',
      cell: ({ group }) =>
        group === undefined
          ? '1'
          : `${group.leader ?? 'NO LEADER'} + ${group.replicas.map(({ name, current }) => (current ? name : `${name}!`)).join(' ')}`,
    },
  ]);
}

function renderConsumers({ streams = [] }: StatusReport): string | undefined {
  const behind = streams
    .flatMap(({ durables }) => durables)
    .filter(({ pending, ackPending, redelivered }) => pending + ackPending + redelivered > 0)
    .sort((a, b) => b.pending - a.pending);
  if (behind.length === 0) return undefined;
  return renderTable(behind, [
    { title: 'CONSUMER', cell: ({ name }) => name },
    { title: 'STREAM', cell: ({ stream }) => stream },
    { title: 'BEHIND', align: 'right', cell: ({ pending }) => pending },
    { title: 'UNANSWERED', align: 'right', cell: ({ ackPending }) => ackPending },
    { title: 'AGAIN', align: 'right', cell: ({ redelivered }) => redelivered },
  ]);
}

function renderRedis({ redis }: StatusReport): string | undefined {
  if (redis === undefined) return undefined;
  return renderTable(redis, [
    { title: 'REDIS', cell: ({ address }) => address },
    { title: 'VERSION', cell: ({ version }) => version },
    { title: 'ROLE', cell: ({ role }) => role },
    {
      title: 'MEMORY',
      align: 'right',
      cell: ({ usedBytes, limitBytes }) =>
        limitBytes === 0 ? renderBytes(usedBytes) : `${renderBytes(usedBytes)} of ${renderBytes(limitBytes)}`,
    },
    { title: 'EVICTED', align: 'right', cell: ({ evictedKeys }) => evictedKeys },
    {
      title: 'REPLICAS',
      cell: ({ replicas }) =>
        replicas.map(({ address, state, lagSeconds }) => `${address} ${state} (${lagSeconds} s)`).join(' '),
    },
  ]);
}

function renderProblems({ problems }: StatusReport): string {
  if (problems.length === 0) return 'Nothing is wrong.';
  return problems.map(({ level, about }) => `${level === 'down' ? 'DOWN   ' : 'warning'}  ${about}`).join('\n');
}

const MAX_TEXT = 60;

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT - 1)}…` : line;
}
