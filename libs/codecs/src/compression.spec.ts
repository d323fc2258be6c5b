import { compressBody, decompressBody } from './index.js';

const long = Buffer.alloc(100_000, 'flesh ');

describe('compression', () => {
  it('packs a long body for a reader that accepts gzip, and unpacks it again', async () => {
    const body = await compressBody(long, 'br, gzip;q=0.5');
    expect(body.encoding).toBe('gzip');
    expect(body.bytes.length).toBeLessThan(long.length / 10);
    expect(Buffer.from(await decompressBody(body.bytes, 'gzip', { maxBytes: 200_000 }))).toEqual(long);
  });

  it.each([undefined, '', 'br', 'gzip;q=0', 'gzip;q=0.0'])(
    'leaves a body alone for Accept-Encoding %p',
    async (accept) => {
      expect((await compressBody(long, accept)).encoding).toBeUndefined();
    },
  );

  it('leaves short bodies and bodies that do not shrink alone', async () => {
    expect((await compressBody(Buffer.from('short'), 'gzip')).encoding).toBeUndefined();
    const noise = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * i * 2654435761) >>> 24));
    const body = await compressBody(noise, 'gzip');
    expect(body.bytes.length).toBeLessThanOrEqual(noise.length);
  });

  it('stops a bomb at the limit', async () => {
    const { bytes } = await compressBody(Buffer.alloc(10_000_000), 'gzip');
    await expect(decompressBody(bytes, 'gzip', { maxBytes: 1000 })).rejects.toMatchObject({ reason: 'BODY_TOO_LARGE' });
  });

  it('names an encoding it does not read, and bytes that are not gzip', async () => {
    await expect(decompressBody(long, 'br', { maxBytes: 1 })).rejects.toMatchObject({
      reason: 'UNSUPPORTED_CONTENT_ENCODING',
    });
    await expect(decompressBody(long, 'gzip', { maxBytes: 1 })).rejects.toMatchObject({ reason: 'MALFORMED_ENCODING' });
  });
});
