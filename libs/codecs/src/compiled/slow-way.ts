/**
 * Thrown by compiled readers and writers at what they leave to the reference implementation: rare forms, and faults,
 * which it names. One object without a stack: it costs nothing and is never seen outside.
 */
export const SLOW_WAY: Error = (() => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new Error('left to the reference implementation');
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
})();
