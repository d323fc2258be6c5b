const PATTERN = /^(?:[^\s.>*]+\.|\*\.)*(?:[^\s.>*]+|\*|>)$/;

/** Whether a text is a NATS subject filter: tokens between dots, `*` for one, `>` for the rest. */
export function isSubjectPattern(pattern: string): boolean {
  return PATTERN.test(pattern);
}

/** Whether a filter takes a subject. */
export function patternTakes(pattern: string, subject: string): boolean {
  const filter = pattern.split('.');
  const tokens = subject.split('.');
  for (const [index, token] of filter.entries()) {
    if (token === '>') return tokens.length > index;
    if (index >= tokens.length || (token !== '*' && token !== tokens[index])) return false;
  }
  return filter.length === tokens.length;
}

/** An event's subject taken apart: its type and, behind the last dot, whose it is. */
export function partsOfSubject(subject: string): { readonly type: string; readonly owner: string } {
  const dot = subject.lastIndexOf('.');
  return { type: subject.slice(0, dot), owner: subject.slice(dot + 1) };
}
