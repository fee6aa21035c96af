import { expect, test } from 'vitest'
import { blockedInline } from '../../helpers/diagnosis/judges/page/blocked-inline.ts'
import { readPolicies } from '../../helpers/page/content-policy.ts'
import { readPage } from '../../helpers/page/read-page.ts'
import { answer } from './support/facts.ts'
import { fileOf, loadedPage } from './support/loaded-page.ts'

const URL = 'https://app.example.com/'

async function blocked(html: string, policy = "default-src 'self'") {
  const parts = await readPage(`<!doctype html>${html}`, URL)
  const files = parts.files.map((file) => fileOf(file, answer(200)))
  const found = blockedInline(loadedPage(files, parts), () => readPolicies(policy), URL)
  return found.map(({ what, directive, severity }) => `${severity}: ${directive}, ${what}`)
}

test('the only style of a page is a failure, and one beside a file is a warning', async () => {
  const style = '<style>p { color: red }</style>'
  expect(await blocked(style)).toEqual(['failure: default-src, 1 style in the page'])
  expect(await blocked(`<link rel="stylesheet" href="/a.css">${style}${style}`)).toEqual([
    'warning: default-src, 2 styles in the page',
  ])
})

test('a style that a handler puts into effect is lost with it', async () => {
  const link = '<link rel="stylesheet" media="print" href="/a.css" onload="this.media=\'all\'">'
  expect(await blocked(link)).toEqual(['failure: default-src, 1 event handler in the markup'])
})

test('a handler with which the page begins is a failure, and comes first', async () => {
  expect(await blocked('<body onload="go()"><p style="color: red" onclick="go()">text')).toEqual([
    'failure: default-src, 2 event handlers in the markup',
    'warning: default-src, 1 style attribute',
  ])
})

test('what the policy allows, and a page without any of it, is well', async () => {
  const policy = "default-src 'self' 'unsafe-inline'"
  expect(await blocked('<style>p {}</style><p onclick="go()">text', policy)).toEqual([])
  expect(await blocked('<p>text')).toEqual([])
})
