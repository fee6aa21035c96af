import type { Faults, WrittenFault } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { when } from '../http/layers.ts'
import { instead } from './page-layers.ts'
import { secured } from './tls.ts'

const onHttps = (summary: string, layer: Interceptor): WrittenFault => ({
  summary,
  finds: [{ code: 'frontend.asset-missing', service: 'frontend' }],
  apply: ({ frontend }) => {
    frontend.listening = secured({})
    frontend.app.push(layer)
  },
})

/** What is on plain http under a page or an API on https. */
export const mixedContent: Faults = {
  'frontend-scripts-on-plain-http': onHttps(
    'The page is on https and names its scripts by http, at a host that is not its own',
    when('GET /', instead('script src="', 'script src="http://cdn.netra.invalid')),
  ),
  'frontend-scripts-redirected-to-plain-http': onHttps(
    'The scripts of a page on https are redirected to a store that is on http',
    when('GET /_next/static/chunks/*', (asked) =>
      textAnswer(302, 'text/html', '', { location: `http://cdn.netra.invalid${asked.path}` }),
    ),
  ),
  'backend-redirects-to-http': {
    summary: 'The backend is on https and redirects every path to the same one by http',
    finds: [{ code: 'service.redirected', service: 'backend' }],
    apply: ({ backend }) => {
      backend.listening = secured({})
      backend.edge.push((asked) =>
        textAnswer(301, 'text/html', '', {
          location: `http://${asked.headers.host ?? 'localhost'}${asked.path}`,
        }),
      )
    },
  },
}
