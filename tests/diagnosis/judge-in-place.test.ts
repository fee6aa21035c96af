import { describe, expect, test } from 'vitest'
import type { PagePromise } from '../../contracts/schema/page.ts'
import { judgeContent } from '../../helpers/diagnosis/judges/page/judge-page.ts'
import { readPage } from '../../helpers/page/read-page.ts'
import { page } from './support/facts.ts'

const ORIGIN = 'https://app.example.com'
const PAGE: PagePromise = { service: 'app', path: '/', atLeastCharacters: 1 }

/** What is said of a page with 200 of which the contract promises no words. */
async function judged(html: string, promised = {}) {
  const parts = await readPage(`<!doctype html>${html}`, `${ORIGIN}/`)
  return judgeContent(parts, page(200, html), { ...PAGE, ...promised })
}

test('a page that scripts fill says in its title who it is', async () => {
  const html = '<title>PocketBase</title><div id="app"></div>'
  expect(await judged(html, { says: ['PocketBase'] })).toBeUndefined()
  expect(await judged(html, { says: ['PocketBase', 'Sign in'] })).toMatchObject({
    code: 'service.wrong-identity',
    summary: expect.stringContaining('does not show "Sign in"'),
    got: 'the title "PocketBase", and no text',
  })
})

describe('a page in place of the app', () => {
  test.each([
    ['nginx and Apache', '<title>Index of /</title><h1>Index of /</h1>'],
    ['Python', '<title>Directory listing for /</title><h1>Directory listing for /</h1>'],
    ['Jetty', '<title>Directory: /</title>'],
    ['serve-index', '<title>listing directory /</title>'],
    ['IIS', '<title>app.example.com - /</title><pre><a>[To Parent Directory]</a>'],
  ])('is the list of files of %s', async (_, html) => {
    expect(await judged(html)).toMatchObject({
      code: 'edge.missing',
      summary: expect.stringContaining('lists the files of its folder in place of the app'),
    })
  })

  test.each([
    ['Next.js', '<h2>Application error: a server-side exception has occurred (see the logs)</h2>'],
    ['Django', '<title>Server Error (500)</title>'],
    ['Rails', "<title>We're sorry, but something went wrong (500)</title>"],
    ['Spring Boot', '<h1>Whitelabel Error Page</h1>'],
    ['Laravel', '<title>Service Unavailable</title>503'],
    ['Flask', '<title>500 Internal Server Error</title>'],
    ['PHP', '<br><b>Fatal error</b>: Uncaught Error: Class "App" not found in /srv/index.php:3'],
    ['a proxy', '<title>502 Bad Gateway</title><script src="/report.js"></script>'],
  ])('is an error page of %s', async (_, html) => {
    expect(await judged(html)).toMatchObject({ code: 'service.error' })
  })

  test.each([
    '<title>404: This page could not be found</title>',
    '<title>Page not found</title>',
    '<title>404 Not Found</title>',
    '<h1>404</h1><h2>This page could not be found.</h2>',
  ])('is a page for what is not there: %s', async (html) => {
    expect(await judged(html)).toMatchObject({ code: 'route.missing' })
  })

  test.each([
    '<title>Down for maintenance</title>',
    '<title>Maintenance – Shop</title>',
    '<h1>We’ll be back soon!</h1><p>We are performing some maintenance at the moment.</p>',
    '<title>Shop</title><h1>Scheduled maintenance</h1>',
  ])('is one for a time of maintenance: %s', async (html) => {
    expect(await judged(html)).toMatchObject({ code: 'service.unavailable' })
  })

  test('is one that says that it is not available', async () => {
    expect(await judged('<p>This service is temporarily unavailable.')).toMatchObject({
      code: 'service.unavailable',
    })
  })

  test('is that of a seller of domains', async () => {
    expect(await judged('<h1>This domain is parked</h1>')).toMatchObject({ code: 'edge.missing' })
  })

  test.each([
    '<title>404 Media</title><h1>News</h1>',
    '<title>500 Startups</title>',
    '<title>Error tracking for teams</title><h1>Find errors first</h1>',
    '<title>Maintenance of lifts since 1970</title><h1>Your lifts keep running</h1>',
    '<title>Shop</title><script src="/app.js"></script><p>Search is temporarily unavailable',
    '<title>Index of happiness</title>',
    '<title>Not found in shops</title>',
  ])('is none: %s', async (html) => {
    expect(await judged(html)).toBeUndefined()
  })

  test('is none where it is what the contract promises', async () => {
    const html = '<title>Error</title><p>Guess the error'
    expect(await judged(html, { title: 'Error' })).toBeUndefined()
    expect(await judged(html, { says: ['Guess the error'] })).toBeUndefined()
    expect(await judged(html, { says: ['Ask'] })).toMatchObject({ code: 'service.error' })
  })
})
