import type { WrittenFault } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'
import type { Interceptor } from '../http/exchange.ts'
import { onAnswer, when } from '../http/layers.ts'

export const JAVASCRIPT = 'application/javascript; charset=UTF-8'

/**
 * Another text in place of a part of the body. `CDN` in it is the origin of the frontend under the name `localhost`: another
 * origin and another site than `127.0.0.1`, at the same port.
 */
export function instead(from: string | RegExp, to: string): Interceptor {
  return onAnswer((answer, asked) => {
    const port = asked.headers.host?.split(':')[1] ?? '80'
    const filled = to.replaceAll('CDN', `http://localhost:${port}`)
    return { ...answer, body: answer.body.replaceAll(from, filled) }
  })
}

/** Another text in place of the whole body. */
export function wholly(body: string): Interceptor {
  return async (asked, next) => ({ ...(await next(asked)), body })
}

/** Puts something into the head of the page, before its title. */
export function inHead(html: string): Interceptor {
  return when('GET /', instead('<title>', `${html}<title>`))
}

/** One more file of the frontend. */
export function file(
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Interceptor {
  return when(`GET HEAD ${path}`, () => textAnswer(200, JAVASCRIPT, body, headers))
}

/** A fault of the frontend's own answers. */
export function brokenPage(
  summary: string,
  code: string,
  layers: readonly Interceptor[],
  level: WrittenFault['level'] = 'failure',
): WrittenFault {
  return {
    summary,
    finds: [{ code, service: 'frontend' }],
    level,
    apply: ({ frontend }) => {
      frontend.app.push(...layers)
    },
  }
}
