import { spawnSync } from 'node:child_process'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeBody, ENCODINGS_OF_BROWSERS } from '../../helpers/http/content-coding.ts'
import { decodePieces } from '../../helpers/http/decode-pieces.ts'
import { startChromium } from './support/chromium.ts'
import { APP, page } from './support/kind.ts'
import { serveSite } from './support/site.ts'

/** Its middle does not compress well, so that a body that is cut loses a part of it. */
const TEXT = Buffer.from(
  Array.from({ length: 4_000 }, (_, at) =>
    String.fromCharCode(97 + ((at * 7_919 + (at >> 3) * 31) % 26)),
  ).join(''),
)

interface Coder {
  readonly name: 'gzip' | 'deflate' | 'br' | 'zstd'
  readonly code: (bytes: Buffer) => Buffer
}
const zstd = (input: Buffer) => spawnSync('zstd', ['-c', '-q'], { input }).stdout

const CODERS: readonly Coder[] = [
  { name: 'gzip', code: (bytes) => gzipSync(bytes) },
  { name: 'deflate', code: (bytes) => deflateSync(bytes) },
  { name: 'deflate', code: (bytes) => deflateRawSync(bytes) },
  { name: 'br', code: (bytes) => brotliCompressSync(bytes) },
  ...(ENCODINGS_OF_BROWSERS.includes('zstd') ? [{ name: 'zstd', code: zstd } as const] : []),
]

/** Bodies and their Content-Encoding. */
const bodiesOf = ({ name, code }: Coder): readonly (readonly [string, Buffer, string])[] => {
  const whole = code(TEXT)
  const end = (bytes: number) => whole.subarray(0, whole.length - bytes)
  const half = TEXT.length >> 1
  return [
    ['whole', whole, name],
    ['whole, in capitals', whole, name.toUpperCase()],
    ['without the last byte', end(1), name],
    ['without the last four bytes', end(4), name],
    ['without the last eight bytes', end(8), name],
    ['without the last twenty bytes', end(20), name],
    ['the first half', whole.subarray(0, whole.length >> 1), name],
    ['plain', TEXT, name],
    ['twice, said once', code(whole), name],
    ['twice, said twice', code(whole), `${name}, ${name}`],
    ['once, said twice', whole, `${name}, ${name}`],
    ['with something behind it', Buffer.concat([whole, Buffer.from('behind\n')]), name],
    ['with zeros behind it', Buffer.concat([whole, Buffer.alloc(20)]), name],
    [
      'in two members',
      Buffer.concat([code(TEXT.subarray(0, half)), code(TEXT.subarray(half))]),
      name,
    ],
    [
      'with a wrong byte',
      Buffer.concat([whole.subarray(0, 30), Buffer.from([0]), whole.subarray(31)]),
      name,
    ],
    ['said with its x', whole, `x-${name}`],
    ['said between identities', whole, `identity, ${name}, identity`],
    ['said of nothing', Buffer.alloc(0), name],
  ]
}

/**
 * Of `deflate` without its wrapper: all of the text may have come before the last byte, and what stands behind the end is not
 * seen by us. No server is known that sends either.
 */
const WITHOUT_WRAPPER = new Set([
  'deflate 2, without the last byte',
  'deflate 2, with something behind it',
  'deflate 2, with zeros behind it',
])

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

test('Chromium reads the whole of a compressed body exactly where we do', async () => {
  const rows = CODERS.flatMap((coder, of) =>
    bodiesOf(coder).map(([title, body, encoding]) => ({
      title: `${coder.name} ${of}, ${title}`,
      body,
      encoding,
    })),
  )
  const served = await serveSite({
    [`${APP}/`]: page(''),
    ...Object.fromEntries(
      rows.map(({ body, encoding }, at) => [
        `${APP}/${at}.txt`,
        { headers: { 'content-encoding': encoding }, body },
      ]),
    ),
  })
  const context = await browser.newContext({
    proxy: { server: served.names.env.HTTPS_PROXY ?? '' },
  })
  try {
    const tab = await context.newPage()
    await tab.goto(`https://${APP}/`)
    const seen = await tab.evaluate<readonly string[]>(`(async () => {
      const texts = []
      for (let at = 0; at < ${rows.length}; at++)
        texts.push(await fetch('/' + at + '.txt').then((answer) => answer.text()).catch((error) => 'failed: ' + error.message))
      return texts
    })()`)
    const strays: string[] = []
    for (const [at, { title, body, encoding }] of rows.entries()) {
      const decoded = await decodeBody(body, encoding, 100_000)
      const ours = 'problem' in decoded ? decoded.problem : decoded.bytes.toString('utf8')
      expect(await byPieces(body, encoding), title).toBe(ours)
      const wanted = title.endsWith('nothing') ? '' : String(TEXT)
      const chromium = seen[at] ?? ''
      if (!WITHOUT_WRAPPER.has(title) && (chromium === wanted) !== (ours === wanted))
        strays.push(
          `${title}: Chromium ${chromium.slice(0, 30)} (${chromium.length}), we ${ours.slice(0, 60)} (${ours.length})`,
        )
    }
    expect(strays).toEqual([])
  } finally {
    await context.close()
    await served.close()
  }
})

/** What the reader of scripts makes of it: the text, or the problem. */
async function byPieces(body: Buffer, encoding: string): Promise<string> {
  const pieces: Uint8Array[] = []
  let problem: string | undefined
  const refuse = (words: string) => {
    problem ??= words
  }
  const terms = { ends: 'whole', limitBytes: 100_000 } as const
  const decoder = decodePieces(encoding, (bytes) => pieces.push(bytes), refuse, terms)
  for (let at = 0; at < body.length; at += 7) decoder.write(body.subarray(at, at + 7))
  await decoder.end()
  return problem ?? Buffer.concat(pieces).toString('utf8')
}
