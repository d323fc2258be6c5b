/** Where a command writes: results to stdout, what happens meanwhile to stderr. */
export interface Output {
  readonly format: 'text' | 'json';
  /** The command's result: as JSON for machines, else as the text. Called once. */
  result(value: unknown, text: () => string): void;
  /** A line of progress; nothing depends on it. */
  progress(line: string): void;
}

export interface Sink {
  out(text: string): void;
  error(text: string): void;
}

export function createOutput(format: Output['format'], sink: Sink): Output {
  return {
    format,
    result: (value, text) => {
      sink.out(format === 'json' ? `${JSON.stringify(value, toJson, 2)}\n` : `${text()}\n`);
    },
    progress: (line) => sink.error(`${line}\n`),
  };
}

// 64-bit numbers as texts, as in the protobuf JSON mapping.
function toJson(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
