/** The parts of `/jsz` used here. */
export interface JetStreamState {
  readonly meta_cluster?: {
    readonly leader?: string;
    readonly cluster_size?: number;
    /** Only the leader tells. */
    readonly replicas?: readonly { readonly current: boolean; readonly offline?: boolean }[];
  };
}

/** The parts of `/routez` used here. */
export interface RouteState {
  readonly routes?: readonly { readonly remote_id: string }[];
}

const ANSWER_TIMEOUT_MS = 2_000;

/** Whether `/healthz` answers 200: listening, and JetStream has recovered its assets. */
export async function isHealthy(monitorUrl: string): Promise<boolean> {
  const response = await fetch(`${monitorUrl}/healthz`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  await response.body?.cancel();
  return response.ok;
}

/** The JetStream side of a server. */
export function readJetStreamState(monitorUrl: string): Promise<JetStreamState> {
  return readMonitor<JetStreamState>(`${monitorUrl}/jsz`);
}

/** The routes of a server to the others of its cluster. */
export function readRouteState(monitorUrl: string): Promise<RouteState> {
  return readMonitor<RouteState>(`${monitorUrl}/routez`);
}

async function readMonitor<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const state: T = JSON.parse(await response.text());
  return state;
}
