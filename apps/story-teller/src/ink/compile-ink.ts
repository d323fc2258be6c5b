import { badInk } from './ink-fault.js';
import { loadCompiler } from './load-engine.js';

const LINE = /\bline (?<line>\d+)\b/;
const PREFIX = /^(?:RUNTIME )?(?:ERROR|WARNING|TODO|AUTHOR):\s*/;

/**
 * Compiles an ink script to ink's JSON. The compiler is loaded when it is first needed: most processes never do.
 * @throws DomainError INVALID_ARGUMENT BAD_INK {line, message}
 */
export async function compileInk(source: string): Promise<string> {
  const { Compiler, CompilerOptions } = await loadCompiler();
  const errors: string[] = [];
  // Severity 2 is an error; warnings and author's notes do not stop a script.
  const note = (message: string, severity: number): void => {
    if (severity === 2) errors.push(message);
  };
  try {
    const story = new Compiler(source, new CompilerOptions(null, [], false, note, null)).Compile();
    const json = errors.length === 0 ? story.ToJson() : undefined;
    if (typeof json === 'string') return json;
  } catch (error) {
    if (errors.length === 0) errors.push(error instanceof Error ? error.message : 'does not compile');
  }
  const [first = 'does not compile'] = errors;
  const { line = '0' } = LINE.exec(first)?.groups ?? {};
  throw badInk(Number(line), first.replace(PREFIX, ''));
}
