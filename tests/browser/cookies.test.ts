import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fateOfCookie } from '../../helpers/http/kept-cookie.ts'
import { startChromium } from './support/chromium.ts'
import { page } from './support/kind.ts'
import { serveSite } from './support/site.ts'

const APP = 'app.smoke.example'

/** What follows `NAME=value` in Set-Cookie; a name with `__` stands before it. */
const LINES: readonly string[] = [
  '=1',
  '=1; Path=/',
  '=1; Path=/other',
  '=1; Path=other',
  `=1; Domain=${APP}`,
  `=1; Domain=.${APP}`,
  `=1; Domain=${APP.toUpperCase()}`,
  '=1; Domain=smoke.example',
  '=1; Domain=.smoke.example',
  '=1; Domain=example',
  '=1; Domain=com',
  '=1; Domain=api.smoke.example',
  '=1; Domain=deeper.app.smoke.example',
  '=1; Domain=app.internal.example',
  '=1; Domain=',
  `=1; Domain=https://${APP}`,
  `=1; Domain=${APP}:443`,
  '=1; Domain=undefined',
  '=1; Domain=localhost',
  '=1; Domain=127.0.0.1',
  '=1; Secure',
  '=1; secure; HttpOnly',
  '=1; SameSite=None',
  '=1; SameSite=None; Secure',
  '=1; SameSite=Strict',
  '=1; SameSite=Lax',
  '=1; SameSite=Wrong',
  '=1; Partitioned',
  '=1; Partitioned; Secure; Path=/',
  '=1; Max-Age=3600',
  '=1; Expires=Wed, 01 Jan 2098 00:00:00 GMT',
  '="quoted"; Path=/',
  '=with space; Path=/',
  '=ü; Path=/',
  '=a,b; Path=/',
  '=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln; HttpOnly; Secure; SameSite=Lax; Path=/',
  `=${'x'.repeat(4_000)}; Path=/`,
  `=${'x'.repeat(4_200)}; Path=/`,
  `=1; Path=/${'x'.repeat(1_100)}`,
  '=1;',
  '=1; Path="/"',
  '=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  '=1; Expires=Wed, 01-Jan-98 00:00:00 GMT',
  '=1; Expires=0',
  '=1; Expires=-1',
  '=1; Expires=tomorrow',
  '=1; Max-Age=0',
  '=1; Max-Age=-1',
  '=1; Max-Age=soon',
  '=1; Max-Age=',
  '=1; Max-Age=3600; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  '=1; SameSite=None; Secure; Partitioned; Path=/',
  '=1; Partitioned=true',
  '=1; SameSite="None"',
  '=1; SameSite="None"; Secure',
  '=1; Secure=false',
  '=1; Path=/; Domain=app.smoke.example.',
  '=1; Domain=*.smoke.example',
  '=1; Domain=".smoke.example"',
  '=1; Domain=smoke.example; Domain=other.example',
  '=1; Domain=other.example; Domain=smoke.example',
  '',
  ';',
  '=a=b=c; Path=/',
  '=a\tb; Path=/',
]
const PREFIXED: readonly string[] = [
  '=1',
  '=1; Secure',
  '=1; Secure; Path=/',
  `=1; Secure; Path=/; Domain=${APP}`,
  '=1; Secure; Path=/other',
  '=1; Path=/',
  '=1; Secure; HttpOnly; Path=/',
  '=1; Secure; HttpOnly; Path=/other',
]

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

test.for(['https', 'http'] as const)(
  'Chromium keeps the cookies of an %s answer that we say it keeps',
  async (scheme) => {
    const lines = [
      ...LINES.map((line, at) => ({ name: `c${at}`, line })),
      ...['__Host-', '__Secure-', '__host-', '__Http-', '__Host-Http-'].flatMap((prefix) =>
        PREFIXED.map((line, at) => ({ name: `${prefix}p${at}${prefix.length}`, line })),
      ),
    ]
    const url = `${scheme}://${APP}/`
    const served = await serveSite({
      [`${APP}/`]: page(''),
      ...Object.fromEntries(
        lines.map(({ name, line }, at) => [
          `${APP}/set-${at}`,
          { headers: { 'set-cookie': Buffer.from(`${name}${line}`).toString('latin1') } },
        ]),
      ),
    })
    const context = await browser.newContext({
      proxy: { server: served.names.env.HTTPS_PROXY ?? '' },
    })
    try {
      const tab = await context.newPage()
      await tab.goto(url)
      await tab.evaluate(
        `(async () => { for (let at = 0; at < ${lines.length}; at++) await fetch('/set-' + at) })()`,
      )
      const kept = new Set((await context.cookies()).map(({ name }) => name))
      const strays: string[] = []
      for (const { name, line } of lines) {
        const fate = await fateOfCookie(`${name}${line}`, url)
        if ((fate.kind === 'kept') !== kept.has(name))
          strays.push(
            `${name}${line.slice(0, 80)}: Chromium ${kept.has(name) ? 'keeps' : 'drops'} it, we say ${fate.kind} ${'why' in fate ? fate.why : ''}`,
          )
      }
      expect(strays).toEqual([])
    } finally {
      await context.close()
      await served.close()
    }
  },
)
