import { ResponseReader } from './response-reader.js';

const SIZED = 'HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 12\r\n\r\nhello\r\n\r\nyou';
const CHUNKED =
  'HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nB;x=1\r\n 0\r\n\r\nworld\r\n0\r\nx: y\r\n\r\n';
const EMPTY = 'HTTP/1.1 503 No\r\ncontent-length:0\r\n\r\n';

/** Every way to cut a text in two, and one byte at a time. */
function cuts(text: string): readonly (readonly string[])[] {
  const inTwo = Array.from({ length: text.length - 1 }, (_, at) => [text.slice(0, at + 1), text.slice(at + 1)]);
  return [[text], ...inTwo, [...text]];
}

describe('ResponseReader', () => {
  it.each([
    [SIZED, 200],
    [CHUNKED, 201],
    [EMPTY, 503],
  ])('ends an answer with its last byte, however it is cut: %j', (text, status) => {
    for (const parts of cuts(text)) {
      const reader = new ResponseReader();
      const seen = parts.map((part) => reader.push(Buffer.from(part)));
      expect(seen.pop()).toBe(status);
      expect(seen.every((each) => each === undefined)).toBe(true);
    }
  });

  it('reads one answer after the other', () => {
    const reader = new ResponseReader();
    const seen = [SIZED, CHUNKED, EMPTY, SIZED].map((text) => reader.push(Buffer.from(text)));
    expect(seen).toEqual([200, 201, 503, 200]);
  });

  it('keeps nothing of a buffer that is used again', () => {
    const reader = new ResponseReader();
    const buffer = Buffer.from(SIZED.slice(0, 20));
    reader.push(buffer);
    buffer.fill(0);
    expect(reader.push(Buffer.from(SIZED.slice(20)))).toBe(200);
  });

  it.each([
    ['what is no HTTP', 'SSH-2.0\r\n\r\n'],
    ['an answer without an end', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n'],
    ['more than was asked for', `${EMPTY}HTTP/1.1`],
    ['more than was asked for, in chunks', `${CHUNKED}HTTP/1.1`],
  ])('refuses %s', (_, text) => {
    expect(() => new ResponseReader().push(Buffer.from(text))).toThrow();
  });
});
