import { describe, expect, test } from 'vitest'
import { proxyFor } from '../../helpers/http/connect/proxy.ts'

const PROXY = 'http://proxy.test:3128'
const at = (url: string, env: Record<string, string>) => proxyFor(new URL(url), env)

describe('the proxy', () => {
  test.each([
    ['http://a.test/', { HTTP_PROXY: PROXY }, 'HTTP_PROXY'],
    ['https://a.test/', { HTTPS_PROXY: PROXY }, 'HTTPS_PROXY'],
    ['https://a.test/', { HTTP_PROXY: PROXY }, undefined],
    ['http://a.test/', { HTTPS_PROXY: PROXY }, undefined],
    ['https://a.test/', { https_proxy: PROXY, HTTPS_PROXY: 'http://other.test' }, 'https_proxy'],
    ['https://a.test/', { https_proxy: '', HTTPS_PROXY: PROXY }, 'HTTPS_PROXY'],
    ['https://a.test/', { all_proxy: PROXY }, 'all_proxy'],
    ['http://a.test/', { ALL_PROXY: 'http://other.test', http_proxy: PROXY }, 'http_proxy'],
    ['http://a.test/', {}, undefined],
    ['http://a.test/', { HTTP_PROXY: ' ' }, undefined],
  ])('of %s with %o is that of %s', (url, env: Record<string, string>, variable) => {
    expect(at(url, env)?.variable).toBe(variable)
    expect(at(url.replace('http', 'ws'), env)?.variable).toBe(variable)
  })

  test.each([
    ['http://user:secret@proxy.test', 'http://proxy.test:80', 80],
    ['https://proxy.test', 'https://proxy.test:443', 443],
    ['proxy.test:8080', 'http://proxy.test:8080', 8080],
    ['http://[::1]:3128/', 'http://[::1]:3128', 3128],
  ])('%s is shown as %s', (value, shown, port) => {
    expect(at('http://a.test/', { HTTP_PROXY: value })).toMatchObject({ shown, port })
  })

  test('keeps its credentials unprintable', () => {
    const proxy = at('http://a.test/', { HTTP_PROXY: 'http://user:100%@proxy.test' })
    if (proxy?.kind !== 'proxy') throw new Error('no proxy')
    expect(proxy.authorization?.reveal()).toBe(`Basic ${btoa('user:100%')}`)
    expect(JSON.stringify(proxy)).toContain('[redacted]')
  })

  test.each(['socks5://127.0.0.1:1080', 'http://', '::::', 'ftp://x'])(
    'that is %s is refused by its variable',
    (value) => {
      expect(at('http://a.test/', { HTTP_PROXY: value })).toEqual({
        kind: 'problem',
        variable: 'HTTP_PROXY',
        message: expect.stringMatching(/^is not an http\(s\) URL of a proxy/),
      })
    },
  )
})

describe('NO_PROXY', () => {
  test.each([
    ['http://a.test/', '*', true],
    ['http://a.test/', 'a.test', true],
    ['http://b.a.test/', 'a.test', true],
    ['http://b.a.test/', '.a.test', true],
    ['http://a.test/', '.a.test', true],
    ['http://b.a.test/', '*.a.test', true],
    ['http://ba.test/', 'a.test', false],
    ['http://A.test/', 'a.TEST', true],
    ['http://a.test/', 'x.test, a.test', true],
    ['http://a.test/', 'x.test a.test', true],
    ['http://a.test/', 'a.test:80', true],
    ['https://a.test/', 'a.test:80', false],
    ['http://a.test:81/', 'a.test:81', true],
    ['http://10.1.2.3/', '10.1.2.3', true],
    ['http://10.1.2.3/', '10.0.0.0/8', true],
    ['http://11.1.2.3/', '10.0.0.0/8', false],
    ['http://10.1.2.3/', '10.0.0.0/99', false],
    ['http://a.test/', '10.0.0.0/8', false],
    ['http://[fd00::1]/', 'fd00::/8', true],
    ['http://[fd00::1]/', '[fd00::1]:80', true],
    ['http://[fd00::1]/', 'fd00::1', true],
    ['http://a.test/', '', false],
    ['http://a.test/', ', .', false],
    ['http://localhost/', '', true],
    ['http://127.0.0.9/', '', true],
    ['http://[::1]/', '', true],
    ['http://app.localhost/', '', true],
  ])('for %s, %j excepts it: %s', (url, value, excepted) => {
    expect(at(url, { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, NO_PROXY: value }) === undefined).toBe(
      excepted,
    )
  })
})
