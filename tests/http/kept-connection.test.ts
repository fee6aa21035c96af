import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { clientWith } from './support/ask-with.ts'
import { serveTcp } from './support/serve.ts'

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

describe('a connection that died in our keeping', () => {
  /** Answers the first request of a connection, and resets it when a second one comes. */
  const resetOnReuse = () =>
    serveTcp((socket) => {
      socket.once('data', () => {
        socket.write(ANSWER)
        socket.once('data', () => socket.resetAndDestroy())
      })
    })

  test('is replaced without a word', async () => {
    const { url, connections } = await resetOnReuse()
    const client = clientWith()
    await client.ask({ method: 'GET', url })
    expect(await client.ask({ method: 'GET', url, again: 'never' })).toMatchObject({
      status: 200,
      tries: 1,
      earlier: [],
    })
    expect(connections()).toBe(2)
  })

  test('is never met by what must not be sent twice: that has a connection of its own', async () => {
    const { url, connections } = await resetOnReuse()
    const client = clientWith()
    await client.ask({ method: 'GET', url })
    expect(await client.ask({ method: 'POST', url })).toMatchObject({
      status: 200,
      tries: 1,
    })
    expect(connections()).toBe(2)
  })

  test('and whose end was already heard is not even tried', async () => {
    const { url, connections } = await serveTcp((socket) => {
      socket.on('data', () => {
        socket.write(ANSWER)
        setTimeout(() => socket.end(), 20)
      })
    })
    const client = clientWith()
    await client.ask({ method: 'GET', url })
    await sleep(60)
    expect(await client.ask({ method: 'POST', url })).toMatchObject({ status: 200, tries: 1 })
    expect(connections()).toBe(2)
    expect(client.sent()).toBe(2)
  })

  test('that answered half before it was cut is a fault of the deployment', async () => {
    const { url } = await serveTcp((socket) => {
      socket.once('data', () => {
        socket.write(ANSWER)
        socket.once('data', () => socket.end('HTTP/1.1 2'))
      })
    })
    const client = clientWith()
    await client.ask({ method: 'GET', url })
    expect(await client.ask({ method: 'GET', url, again: 'never' })).toMatchObject({
      fault: 'http.reset',
    })
  })
})
