import { gzipSync } from 'node:zlib'
import { atEdge, type Fault, type Faults } from '../fault.ts'
import type { Answer, Asked, Interceptor, Streamed } from '../http/exchange.ts'
import { onAnswer, when } from '../http/layers.ts'

/** Netra is not known to promise a streamed answer: this contract does, beside all that Netra promises. */
const contract = 'contracts/netra-extended.ts'

/** Changes every streamed answer. */
function onStreams(
  change: (stream: Streamed, asked: Asked, answer: Answer) => Answer,
): Interceptor {
  return when(
    'POST /api/chat/stream',
    onAnswer((answer, asked) =>
      answer.stream === undefined ? answer : change(answer.stream, asked, answer),
    ),
  )
}

/** A fault that changes the pieces of every streamed answer. */
function streaming(change: (stream: Streamed) => Streamed): NonNullable<Fault['apply']> {
  return ({ backend }) => {
    backend.edge.push(onStreams((stream, _, answer) => ({ ...answer, stream: change(stream) })))
  }
}

/** All pieces as one, when the last of them is made. */
function atOnce({ pieces, end }: Streamed): Streamed {
  const afterMs = pieces.reduce((sum, piece) => sum + piece.afterMs, 0)
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece.bytes)))
  return { pieces: [{ bytes, afterMs }], end }
}

function gzipped(stream: Streamed): Streamed {
  const { pieces, end } = atOnce(stream)
  return {
    pieces: pieces.map(({ bytes, afterMs }) => ({ bytes: gzipSync(bytes), afterMs })),
    end,
  }
}

/** Answers that come piece by piece: cut, unfinished, or held back on their way. */
export const streams: Faults = {
  'stream-unfinished': {
    summary: 'A streamed answer ends properly before its last event, as behind a proxy',
    finds: [{ code: 'stream.unfinished', service: 'backend' }],
    contract,
    apply: streaming((stream) => ({ ...stream, pieces: stream.pieces.slice(0, 3) })),
  },
  'stream-cut': {
    summary: 'The connection of a streamed answer breaks after some of its events',
    finds: [{ code: 'stream.cut', service: 'backend' }],
    contract,
    apply: streaming(({ pieces }) => ({ pieces: pieces.slice(0, 3), end: 'cut' })),
  },
  'stream-held': {
    summary: 'A proxy holds a streamed answer back until it is complete',
    finds: [{ code: 'stream.held', service: 'backend' }],
    level: 'warning',
    contract,
    apply: streaming(atOnce),
  },
  'stream-held-when-compressed': {
    summary: 'A middleware compresses a streamed answer and holds it back for that',
    finds: [{ code: 'stream.compressed-burst', service: 'backend' }],
    level: 'warning',
    contract,
    apply: atEdge('backend', () =>
      onStreams((stream, asked, answer) =>
        asked.headers['accept-encoding']?.includes('gzip') === true
          ? {
              ...answer,
              headers: { ...answer.headers, 'content-encoding': 'gzip' },
              stream: gzipped(stream),
            }
          : answer,
      ),
    ),
  },
}
