/** One way to carry the same message there and back. */
export interface SubjectUnderTest {
  readonly name: string;
  send(): Promise<unknown>;
  /** Processes that do the work, by name, the load generator left out. */
  readonly pids: Readonly<Record<string, number>>;
}
