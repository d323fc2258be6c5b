import { createServer } from 'node:net';
import { runCommand } from '../run-command.mjs';

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether 127.0.0.1 and the wildcard are both free
 */
export async function isPortFree(port) {
  for (const host of ['127.0.0.1', undefined]) {
    const free = await new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
    });
    if (!free) return false;
  }
  return true;
}

/**
 * Who listens on a port, as `redis-server (pid 812)`; undefined when it cannot be found out.
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
export async function portHolder(port) {
  const ss = await runCommand('ss', ['-Hltnp', `sport = :${port}`], { timeoutMs: 5_000 });
  const match = /users:\(\("([^"]+)",pid=(\d+)/.exec(ss.stdout);
  if (match) return `${match[1]} (pid ${match[2]})`;
  const lsof = await runCommand('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { timeoutMs: 5_000 });
  const [pid, name] = [/^p(\d+)/m.exec(lsof.stdout)?.[1], /^c(.+)/m.exec(lsof.stdout)?.[1]];
  return pid ? `${name ?? 'a process'} (pid ${pid})` : undefined;
}
