import { redirectTo } from '../diagnosis/judges/health/answer-signs.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import type { Limiter } from '../http/limiter.ts'
import { readInPieces } from '../http/read-pieces.ts'
import type { RequestSpec } from '../http/request.ts'
import { AddressReader, type HostsOfPage } from '../page/address-reader.ts'
import { resolve } from '../page/import-map.ts'
import { IntegrityCheck, isUsed, type LoadedFile } from '../page/loaded-file.ts'
import type { PageFile } from '../page/page-file.ts'
import { NOTHING_READ, ScriptReader, type ScriptReading } from '../page/read-script.ts'
import type { WholeText } from '../page/script-syntax.ts'

/** Characters kept of a file, for reports. */
const KEPT = 400
/** Of a body, compressed and in clear: it is read in pieces, and bundles of 6 MB are in use (directus 11.3.5). */
const LARGE_BYTES = 33_554_432
/** Of a script that only a whole parser can decide about: it is requested once more, alone, since it is held as a whole. */
const PARSED_BYTES = 8_388_608

/** Requests a file; an answer beyond the limit is none. */
export type AskFile = (
  url: string,
  options: Pick<RequestSpec, 'headers' | 'bodyLimitBytes' | 'follow'>,
) => Promise<Exchange>

interface Loading extends HostsOfPage {
  readonly ask: AskFile
  /** One at a time: for what is held as a whole. */
  readonly alone: Limiter
}

/** Requests a file as a page of that address does, and reads it while it comes. */
export async function loadFile(
  file: PageFile,
  loading: Loading,
  pageUrl: string,
): Promise<LoadedFile> {
  const { origin } = new URL(pageUrl)
  const headersTo = (url: string): Readonly<Record<string, string>> =>
    new URL(url).origin !== origin && file.cors !== 'no' ? { origin } : {}
  let reader: FileReader | undefined
  const ask = async (url: string) => {
    const pieces = readInPieces((head) => new FileReader(file, head, loading), LARGE_BYTES)
    const exchange = await loading.ask(url, {
      headers: headersTo(url),
      bodyLimitBytes: LARGE_BYTES,
      follow: pieces.follower,
    })
    const settled = await pieces.settle(exchange)
    reader = settled.reader
    return settled.exchange
  }
  const exchange = await followRedirects(await ask(file.url), ask)
  if (exchange.kind === 'no-answer' || reader === undefined)
    return { file, exchange, reading: NOTHING_READ, integrity: 'unknown' }
  const { url } = exchange.asked
  const askWhole = async () => {
    const again = await loading.alone(() =>
      loading.ask(url, { headers: headersTo(url), bodyLimitBytes: PARSED_BYTES }),
    )
    return again.kind === 'answer' && again.status === exchange.status ? again.text : undefined
  }
  return {
    file,
    exchange: { ...exchange, text: exchange.text.slice(0, KEPT) },
    reading: await reader.end(askWhole),
    integrity: reader.integrity.result(),
  }
}

class FileReader {
  readonly integrity: IntegrityCheck
  readonly #script: ScriptReader | undefined
  /** Settings are no script, and have addresses. */
  readonly #settings: AddressReader | undefined

  constructor(
    { as, integrity }: PageFile,
    head: Pick<Answer, 'status' | 'headers'>,
    hosts: HostsOfPage,
  ) {
    this.integrity = new IntegrityCheck(integrity)
    this.#script =
      (as === 'script' || as === 'module') && isUsed(as, head)
        ? new ScriptReader(as, hosts)
        : undefined
    this.#settings = as === 'settings' && isUsed(as, head) ? new AddressReader(hosts) : undefined
  }

  add(piece: Uint8Array): void {
    this.integrity.add(piece)
    this.#script?.add(piece)
    this.#settings?.add(Buffer.from(piece).toString('latin1'), false)
  }

  async end(whole: WholeText): Promise<ScriptReading> {
    if (this.#script !== undefined) return this.#script.end(whole)
    this.#settings?.add('', true)
    return { ...NOTHING_READ, ...this.#settings?.result() }
  }
}

/** Redirects that are followed, fewer than the 20 of browsers; a CDN answers a version range with one, a page its language. */
const MOST_REDIRECTS = 5

/** Where browsers go on from an answer; undefined where they stay, and for a way from https to plain http. */
export function redirectOf(answer: Answer): string | undefined {
  const target = redirectTo(answer)
  const to = target && resolve(target.href, answer.asked.url)
  return answer.asked.url.startsWith('https:') && to?.startsWith('http:') ? undefined : to
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
