const END = '  # --- end of generated\n';

/**
 * Puts text between the lines that mark where it is generated; all else stays as it is.
 * @param {string} file text of the file
 * @param {Readonly<Record<string, string>>} parts by the name in the first mark
 * @returns {string}
 * @throws {Error} when a mark is missing
 */
export function replaceParts(file, parts) {
  let text = file;
  for (const [name, part] of Object.entries(parts)) {
    const begin = `  # --- generated: ${name}\n`;
    const from = text.indexOf(begin);
    const to = text.indexOf(END, from);
    if (from < 0 || to < 0) throw new Error(`the marks around the generated ${name} are missing`);
    text = `${text.slice(0, from)}${begin}${part.trimEnd()}\n${text.slice(to)}`;
  }
  return text;
}
