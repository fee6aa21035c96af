import type { PagePromise } from '../../../../contracts/schema/page.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { LoadedPage } from '../../../page/loaded-file.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { IS_PAGE } from './why-not-loaded.ts'

/**
 * Where no script names a service that the page calls: whether the settings that the scripts ask for when they start are
 * there, and whether the page's own host has the routes that they call there.
 */
export function judgeLearning(
  { settings, calledHere }: Pick<LoadedPage, 'settings' | 'calledHere'>,
  page: PagePromise,
  [name, host]: readonly [name: string, host: string],
): Finding | undefined {
  const promise = `the scripts of GET ${page.path} call the services of this environment`
  const gone = settings.find(({ exchange }) => isElse(exchange))
  if (gone !== undefined) {
    const { pathname } = new URL(gone.exchange.asked.url)
    return findingOf('frontend.asset-missing', page.service, gone.exchange, {
      promise,
      subject: quote(pathname, 120),
      expected: '200 with JSON',
      summary: `${page.service}: the page loads, but its settings, ${quote(pathname, 120)}, are answered with ${inWords(gone.exchange)}, and no script names ${host}, the address of ${name}`,
    })
  }
  // An API may say in JSON that it does not have a thing.
  const here = calledHere.find(({ exchange }) => isElse(exchange) && !isJson(exchange))
  return (
    here &&
    findingOf('frontend.wrong-target', page.service, here.exchange, {
      promise,
      subject: name,
      expected: `${name}: ${host}`,
      summary: `${page.service}: a script of the page calls ${quote(here.path, 120)} at the page's own host, which answers with ${inWords(here.exchange)}, and none names ${host}, the address of ${name}`,
    })
  )
}

/** Whether something else than what was asked for answers: the start page, or nothing of that path. */
function isElse(exchange: Exchange): boolean {
  if (exchange.kind === 'no-answer') return false
  return IS_PAGE.test(exchange.text) || [404, 405, 410].includes(exchange.status)
}

function isJson(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && exchange.json !== undefined
}

function inWords(exchange: Exchange): string {
  return exchange.kind === 'answer' && IS_PAGE.test(exchange.text)
    ? 'a web page'
    : `${exchange.kind === 'answer' ? exchange.status : 'nothing'}`
}
