import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Problem } from '../../../shared/problem.ts';

/** What of an answer's body counts: how it is packed, and how large it may be, packed and unpacked. */
export type BodyLimits = { encoding: string; host: string; maximumBytes: number };

/** The unpacked bytes of a body; throws `http.too_large` as soon as there are too many, before they are kept. */
export async function readBody(body: Readable, limits: BodyLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const keep = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) chunks.push(chunk);
  };
  const unpack = unpacker(limits);
  // The packed bytes are counted as well: a packed stream of nothing never ends.
  if (unpack) await pipeline(body, counting(limits), unpack, counting(limits), keep);
  else await pipeline(body, counting(limits), keep);
  return Buffer.concat(chunks);
}

function unpacker({ encoding, host }: BodyLimits): Transform | null {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    default:
      throw new Problem('http.unreachable', { host, reason: 'its answer is packed in a way that was not asked for' });
  }
}

function counting({ host, maximumBytes }: BodyLimits): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length;
      if (bytes > maximumBytes) next(new Problem('http.too_large', { host, limit: maximumBytes }));
      else next(null, chunk);
    },
  });
}
