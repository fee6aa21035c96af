import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { isLoopback } from '../../helpers/url/is-loopback.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('isLoopback', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'api.localhost',
    '127.0.0.1',
    '127.1',
    '127.255.0.3',
    '0.0.0.0',
    '[::1]',
    '::1',
    '[0:0:0:0:0:0:0:1]',
    '::',
    '::ffff:127.0.0.1',
    '[::ffff:7f00:1]',
    '::ffff:0.0.0.0',
    '2130706433',
    '0x7f.1',
  ])('knows %s as this machine', (host) => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each([
    'localhost.example.com',
    'mylocalhost',
    '128.0.0.1',
    '10.0.0.1',
    '127.example.com',
    '::2',
    '[2001:db8::1]',
    '::ffff:10.0.0.1',
    '',
    'host name',
    '1.127.0.0',
  ])('knows %s as another', (host) => {
    expect(isLoopback(host)).toBe(false)
  })

  it('knows the whole of 127.0.0.0/8, also written as IPv6', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(byte, byte, byte, (b, c, d) => {
        expect(isLoopback(`127.${b}.${c}.${d}`)).toBe(true)
        expect(isLoopback(`::ffff:127.${b}.${c}.${d}`)).toBe(true)
      }),
    )
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isLoopback(text)).toBeTypeOf('boolean')
      }),
    )
  })
})
