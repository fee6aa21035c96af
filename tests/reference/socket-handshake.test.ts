import { describe, expect, test } from 'vitest'
import { openSocket } from './open-socket.ts'
import { tokenOf } from './token-of.ts'
import { useReference } from './use-reference.ts'

const encode = (token: string): string => `jwt.${Buffer.from(token).toString('base64url')}`

describe.each(['S9', 'H'] as const)('a handshake with %s', (socket) => {
  test.each(['header', 'subprotocol', 'query'] as const)('takes the token by %s', async (way) => {
    const reference = await useReference({ socket })
    const token = await tokenOf(reference)
    const url = `${reference.urls.websocket}/ws`
    const opened = await openSocket(way === 'query' ? `${url}?token=${token}` : url, {
      ...(way === 'header' ? { headers: { authorization: `Bearer ${token}` } } : {}),
      ...(way === 'subprotocol' ? { protocols: ['jwt-auth', encode(token)] } : {}),
    })
    expect(opened.status).toBe(101)
    const welcome = await opened.until((frame) => frame.data?.connection_id !== undefined)
    expect(welcome.data.user_id).toBe(socket === 'S9' ? 'user-a' : 'user-a...')
    expect(reference.seen.sockets).toBe(1)
  })

  test.each([
    ['no token', {}],
    ['a wrong token', { headers: { authorization: 'Bearer wrong' } }],
    ['test headers only', { headers: { 'x-test-type': 'E2E', 'x-e2e-test': 'true' } }],
    [
      'test headers and a wrong token',
      { headers: { 'x-test-mode': 'true', authorization: 'Bearer wrong' } },
    ],
  ])('is refused with %s', async (_words, options) => {
    const reference = await useReference({ socket })
    const opened = await openSocket(`${reference.urls.websocket}/ws`, options)
    if (socket === 'S9') {
      expect(opened.status).toBe(403)
      return
    }
    expect(await opened.until(() => true)).toMatchObject({
      type: 'error_message',
      error_code: 'AUTH_FAILED',
    })
    expect(await opened.closed).toMatchObject({ code: 1008 })
  })

  test('is refused on an unknown path', async () => {
    const reference = await useReference({ socket })
    const headers = { authorization: `Bearer ${await tokenOf(reference)}` }
    const status = async (path: string) =>
      (await openSocket(reference.urls.websocket + path, { headers })).status
    expect(await status('/websocket/health')).toBe(403)
    expect(await status('/websocket')).toBe(socket === 'S9' ? 101 : 403)
    expect(await status('/api/v1/websocket')).toBe(socket === 'H' ? 101 : 403)
  })

  test('opens three connections a user, and closes the fourth', async () => {
    const reference = await useReference({ socket })
    const headers = { authorization: `Bearer ${await tokenOf(reference)}` }
    const open = () => openSocket(`${reference.urls.websocket}/ws`, { headers })
    await Promise.all([open(), open(), open()])
    const fourth = await open()
    expect(await fourth.closed).toEqual({ code: 1008, reason: 'Too many connections' })
    expect(reference.seen.sockets).toBe(3)
  })
})

describe('the subprotocol', () => {
  const negotiate = async (socket: 'S9' | 'H', protocols: readonly string[]) => {
    const reference = await useReference({ socket })
    const token = await tokenOf(reference)
    const opened = await openSocket(`${reference.urls.websocket}/ws`, {
      headers: { authorization: `Bearer ${token}` },
      protocols: protocols.map((item) => item.replace('TOKEN', encode(token))),
    })
    return { ...opened, token }
  }

  test('is jwt-auth in S9', async () => {
    expect((await negotiate('S9', ['TOKEN', 'jwt-auth'])).protocol).toBe('jwt-auth')
  })

  test('is none in S9 without jwt-auth, so that a strict client hangs up', async () => {
    expect((await negotiate('S9', ['TOKEN'])).status).toBe(0)
  })

  test('is the item with the token in H', async () => {
    const { protocol, token } = await negotiate('H', ['jwt-auth', 'TOKEN'])
    expect(protocol).toBe(encode(token))
  })

  test('is the first known name in H', async () => {
    expect((await negotiate('H', ['agent_chat', 'bearer'])).protocol).toBe('bearer')
  })

  test('must be known in H', async () => {
    expect((await negotiate('H', ['graphql-ws'])).status).toBe(403)
  })
})
