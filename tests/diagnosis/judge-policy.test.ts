import { expect, test } from 'vitest'
import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgePolicy } from '../../helpers/diagnosis/judges/page/judge-policy.ts'
import { netra as contract } from '../support/contracts.ts'
import { answer, asked, page } from './support/facts.ts'
import { fileOf, loadedPage, PARTS } from './support/loaded-page.ts'

const PAGE = contract.pages[0] as PagePromise
const URL = 'https://app.example.com/'
const CALLS = { backend: 'https://api.example.com', chat: 'wss://api.example.com/ws' }
const APP = fileOf({ url: `${URL}app.js` }, answer(200))
const FOREIGN = fileOf({ url: 'https://cdn.example.net/lib.js' }, answer(200))

function judged(policy: string, files = [APP], calls: Readonly<Record<string, string>> = CALLS) {
  const exchange = asked(page(200, '', { 'content-security-policy': policy }), { url: URL })
  return judgePolicy(loadedPage(files), exchange, PAGE, calls)
}

test.for([
  ['no policy', ''],
  ['another directive alone', "frame-ancestors 'none'; img-src 'self'"],
  ['a star', 'default-src *'],
  ['schemes', "default-src 'self'; connect-src https: wss:"],
  ['addresses', "default-src 'self'; connect-src https://api.example.com wss://api.example.com"],
  ['a host without a scheme', "default-src 'self'; connect-src api.example.com wss:"],
  ['a path with a query', "default-src 'self'; connect-src https://api.example.com/?v=1 wss:"],
  [
    'all below a domain',
    "default-src 'self'; connect-src https://*.example.com wss://*.example.com",
  ],
  [
    'the path of the socket',
    "default-src 'self'; connect-src https://api.example.com wss://api.example.com/ws",
  ],
  ['letter case', "DEFAULT-SRC 'SELF'; Connect-Src HTTPS://API.example.com WSS:"],
] as const)('%s allows what the page calls', ([, policy]) => {
  expect(judged(policy)).toBeUndefined()
})

test.for([
  ["default-src 'self'", ['backend', 'chat']],
  ["connect-src 'self'", ['backend', 'chat']],
  ["connect-src 'none'", ['backend', 'chat']],
  ['connect-src https://api.example.com', ['chat']],
  ['connect-src https:', ['chat']],
  ['connect-src api.example.com', ['chat']],
  ['connect-src *.example.com:*', ['chat']],
  ['connect-src https: wss://api.example.com/WS', ['chat']],
  ['connect-src https://*.api.example.com wss:', ['backend']],
  ['connect-src https://api.example.com:8443 wss:', ['backend']],
  ['connect-src https://api.example.com/v1/ wss:', ['backend']],
  ["connect-src *, connect-src 'self' wss:", ['backend']],
] as const)('%s blocks %o', ([policy, names]) => {
  const finding = judged(policy)
  expect(finding).toMatchObject({ code: 'frontend.blocked', severity: 'failure' })
  for (const name of Object.keys(CALLS))
    expect(finding?.summary?.includes(`${name} (`)).toBe(
      (names as readonly string[]).includes(name),
    )
})

test('sockets of the host of the page are its own', () => {
  const own = { chat: 'wss://app.example.com/ws', backend: 'https://app.example.com/api' }
  expect(judged("default-src 'self'", [APP], own)).toBeUndefined()
})

test('a policy that only reports blocks nothing; one in the page blocks', () => {
  const headers = { 'content-security-policy-report-only': "default-src 'self'" }
  const exchange = asked(page(200, '', headers), { url: URL })
  expect(judgePolicy(loadedPage([APP]), exchange, PAGE, CALLS)).toBeUndefined()
  const parts = { ...PARTS, policies: ["connect-src 'self'"] }
  expect(judgePolicy(loadedPage([APP], parts), exchange, PAGE, CALLS)?.code).toBe(
    'frontend.blocked',
  )
})

const HASH = 'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='

test.for([
  ["script-src 'none'", APP, 'failure'],
  ["script-src 'self'", FOREIGN, 'failure'],
  ["script-src-elem https://cdn.example.net; script-src 'none'", FOREIGN, undefined],
  ["script-src 'nonce-abc'", fileOf({ ...APP.file, nonce: 'abc' }, answer(200)), undefined],
  ["script-src 'nonce-abc' 'strict-dynamic' 'self'", APP, 'failure'],
  [
    "script-src 'nonce-abc' 'strict-dynamic'",
    fileOf({ ...APP.file, importedBy: URL }, answer(200)),
    undefined,
  ],
  [`script-src '${HASH}'`, fileOf({ ...APP.file, integrity: HASH }, answer(200)), undefined],
  // Without the attribute a browser cannot know before it loads: Chromium 156 blocks the file.
  [`script-src '${HASH}'`, APP, 'failure'],
  ["style-src 'none'", fileOf({ url: `${URL}a.css`, as: 'style' }, answer(200)), 'failure'],
] as const)('%s and a file that the page names: %o', ([policy, file, severity]) => {
  expect(judged(policy, [file], {})?.severity).toBe(severity)
})

test('a foreign script that is blocked is a warning, if the scripts of the page run', () => {
  expect(judged("script-src 'self'", [APP, FOREIGN], {})?.severity).toBe('warning')
})
