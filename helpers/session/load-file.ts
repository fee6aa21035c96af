import { REDIRECTS } from '../diagnosis/judges/access/judge-cors.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import type { Limiter } from '../http/limiter.ts'
import { resolve } from '../page/import-map.ts'
import { isBeyondLimit, isUsed, type LoadedFile, weigh } from '../page/loaded-file.ts'
import type { PageFile } from '../page/page-file.ts'
import { NOTHING_READ, type ScriptReading } from '../page/read-script.ts'
import type { ScriptKind } from '../page/script-syntax.ts'

/** Characters kept of a file, for reports. */
const KEPT = 400
/** The limit of a body, in clear, while several files are requested at a time. */
const USUAL_BYTES = 4_194_304
/**
 * A file beyond that is requested once more, alone, so that a page costs the memory of one large file and not of all
 * at a time: bundles of 6 MB are in use (directus 11.3.5).
 */
const LARGE_BYTES = 33_554_432

/** Requests a file; an answer beyond the limit is none. */
export type AskFile = (
  url: string,
  headers: Readonly<Record<string, string>>,
  bodyLimitBytes: number,
) => Promise<Exchange>

export type ReadText = (text: string, as: ScriptKind) => Promise<ScriptReading>

interface Loading {
  readonly ask: AskFile
  readonly read: ReadText
  /** One at a time: for large files. */
  readonly alone: Limiter
}

/** Requests a file as a page of that address does, and reads it. */
export async function loadFile(
  file: PageFile,
  loading: Loading,
  pageUrl: string,
): Promise<LoadedFile> {
  const { origin } = new URL(pageUrl)
  const ask = (url: string, limitBytes: number) => {
    const isForeign = new URL(url).origin !== origin
    return loading.ask(url, isForeign && file.cors !== 'no' ? { origin } : {}, limitBytes)
  }
  const load = async (url: string, limitBytes: number) => {
    const next = (to: string) => ask(to, limitBytes)
    const exchange = await followRedirects(await next(url), next)
    return { exchange, loaded: await readFile(file, exchange, loading) }
  }
  const { exchange, loaded } = await load(file.url, USUAL_BYTES)
  if (!isBeyondLimit(exchange)) return loaded
  return loading.alone(async () => (await load(exchange.asked.url, LARGE_BYTES)).loaded)
}

async function readFile(
  file: PageFile,
  exchange: Exchange,
  { read }: Pick<Loading, 'read'>,
): Promise<LoadedFile> {
  if (exchange.kind === 'no-answer')
    return { file, exchange, reading: NOTHING_READ, integrity: 'unknown' }
  const { text } = exchange
  const { as } = file
  const isScript = (as === 'script' || as === 'module') && isUsed(as, exchange)
  return {
    file,
    exchange: withoutText(exchange),
    reading: isScript ? await read(text, as) : NOTHING_READ,
    integrity: weigh(text, file.integrity),
  }
}

/** A part of a text holds the whole of it in memory: the beginning is copied. */
function withoutText(answer: Answer): Answer {
  const beginning = Buffer.from(answer.text.slice(0, KEPT)).toString()
  const { kind, asked, status, headers, timing, tries, earlier } = answer
  return { kind, asked, status, headers, timing, tries, earlier, text: beginning, json: undefined }
}

/** Redirects that are followed, fewer than the 20 of browsers; a CDN answers a version range with one, a page its language. */
const MOST_REDIRECTS = 5

/** Where browsers go on from an answer; undefined where they stay, and for a way from https to plain http. */
export function redirectOf({ status, headers, asked }: Answer): string | undefined {
  const { location } = headers
  if (!REDIRECTS.includes(status) || location === undefined) return undefined
  const to = resolve(location, asked.url)
  return asked.url.startsWith('https:') && to?.startsWith('http:') ? undefined : to
}

/** The answer at the end of the redirects that begin with `first`; `origin`: those to other hosts are not followed. */
export async function followRedirects(
  first: Exchange,
  ask: (url: string) => Promise<Exchange>,
  origin?: string,
): Promise<Exchange> {
  let exchange = first
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects += 1) {
    const to = exchange.kind === 'answer' ? redirectOf(exchange) : undefined
    const isAway = to !== undefined && origin !== undefined && new URL(to).origin !== origin
    if (to === undefined || isAway) return exchange
    exchange = await ask(to)
  }
  return exchange
}
