const LF = 0x0a;

/** Counts what ends with an empty line: the events of a text/event-stream, however the bytes are cut. */
export class EventCounter {
  #lastWasLineEnd = false;
  count = 0;

  push(bytes: Buffer): void {
    if (bytes.length === 0) return;
    let at = 0;
    if (this.#lastWasLineEnd && bytes[0] === LF) {
      this.count += 1;
      at = 1;
    }
    for (let end = bytes.indexOf('\n\n', at); end >= 0; end = bytes.indexOf('\n\n', at)) {
      this.count += 1;
      at = end + 2;
    }
    this.#lastWasLineEnd = at < bytes.length && bytes[bytes.length - 1] === LF;
  }
}
