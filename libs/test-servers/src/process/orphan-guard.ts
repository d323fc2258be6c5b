import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Kills servers and removes their folders when this process ends in any way, SIGKILL included.
 *
 * A small shell reads our list from a pipe; the end of the pipe is the end of this process, whatever ended it. It is
 * started with the first server and ends with the last, so a process without servers has no child of ours.
 */
const SCRIPT = `
pids=" "
while read -r verb value; do
  case $verb in
    watch) pids="$pids$value " ;;
    forget) pids=$(printf '%s' "$pids" | sed "s/ $value / /g") ;;
    folder) set -- "$@" "$value" ;;
    keep)
      count=$#
      while [ "$count" -gt 0 ]; do
        folder=$1
        shift
        [ "$folder" = "$value" ] || set -- "$@" "$folder"
        count=$((count - 1))
      done
      ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
for folder in "$@"; do rm -rf -- "$folder"; done
`;

let guard: ChildProcess | undefined;
const watched = new Set<number>();
const folders = new Set<string>();

/** From now on `pid` dies with this process, and so does `folder` if given. */
export function guardProcess(pid: number, folder: string | undefined): void {
  watched.add(pid);
  if (!guard) {
    guard = startGuard();
    for (const known of folders) tell(`folder ${known}`);
  }
  tell(`watch ${pid}`);
  if (folder && !folders.has(folder)) {
    folders.add(folder);
    tell(`folder ${folder}`);
  }
}

/** The server has ended by itself: its pid may soon be somebody else's. */
export function releaseProcess(pid: number): void {
  if (!watched.delete(pid)) return;
  tell(`forget ${pid}`);
  if (watched.size === 0 && folders.size === 0) endGuard();
}

/** The folder is gone, or is to stay. */
export function releaseFolder(folder: string): void {
  if (!folders.delete(folder)) return;
  tell(`keep ${folder}`);
  if (watched.size === 0 && folders.size === 0) endGuard();
}

function startGuard(): ChildProcess {
  // Its own session: a Ctrl-C at the terminal must not end the guard before its servers.
  const child = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  const pipe: unknown = child.stdin;
  if (pipe instanceof Object && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  return child;
}

function tell(line: string): void {
  guard?.stdin?.write(`${line}\n`);
}

function endGuard(): void {
  guard?.kill('SIGKILL');
  guard = undefined;
}
