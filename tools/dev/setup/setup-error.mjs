/** Something the machine lacks and we could not get; the message says what was tried and what to do. */
export class SetupError extends Error {
  /**
   * @param {string} what what is missing
   * @param {readonly string[]} tried one line each
   * @param {readonly string[]} todo one line each
   */
  constructor(what, tried, todo) {
    super([what, ...tried.map((line) => `    tried  ${line}`), ...todo.map((line) => `    do     ${line}`)].join('\n'));
    this.name = 'SetupError';
  }
}
