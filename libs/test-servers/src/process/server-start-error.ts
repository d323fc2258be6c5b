/** Thrown when a server did not get ready; its log stays on disk. */
export class ServerStartError extends Error {
  override readonly name: string = 'ServerStartError';

  constructor(
    /** The server's name, as in `nats-1`. */
    readonly server: string,
    readonly reason: string,
    /** The whole output of the server. */
    readonly logFile: string,
    /** The end of that output. */
    readonly lastLines: string,
  ) {
    super(`${server} did not start: ${reason}. Log: ${logFile}${lastLines ? `\n${lastLines}` : ''}`);
  }

  /** The same failure with the log moved. */
  withLogFile(logFile: string): ServerStartError {
    return new ServerStartError(this.server, this.reason, logFile, this.lastLines);
  }
}

/** A server that ended at once because a port it was told to use is taken. */
export class PortInUseError extends ServerStartError {
  override readonly name = 'PortInUseError';
}
