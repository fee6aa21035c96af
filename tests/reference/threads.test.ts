import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { tokenOf } from './token-of.ts'
import { useReference } from './use-reference.ts'

describe('threads', () => {
  test('are created, listed, read, renamed and archived', async () => {
    const reference = await useReference()
    const token = await tokenOf(reference)
    const url = `${reference.urls.backend}/api/threads`
    const created = await call(`POST ${url}`, {
      token,
      json: { title: 'one', metadata: { source: 'test' } },
    })
    expect(created).toMatchObject({
      status: 200,
      json: {
        id: expect.stringMatching(/^thread_/),
        object: 'thread',
        title: 'one',
        created_at: expect.any(Number),
        metadata: { source: 'test', status: 'active' },
        message_count: 0,
      },
    })
    const { id } = created.json
    expect((await call(`GET ${url}`, { token })).json).toMatchObject([{ id }])
    expect((await call(`GET ${url}/${id}`, { token })).json.title).toBe('one')
    const renamed = await call(`PUT ${url}/${id}`, { token, json: { title: 'two' } })
    expect(renamed.json.title).toBe('two')
    expect(reference.seen.threads()).toEqual([{ id, title: 'two', user: 'user-a' }])
    const deleted = await call(`DELETE ${url}/${id}`, { token })
    expect(deleted.json).toEqual({ message: 'Thread archived successfully' })
    expect((await call(`GET ${url}/${id}`, { token })).json.metadata.status).toBe('archived')
    expect(reference.seen.threads()).toEqual([])
  })

  test('come newest first, in pages', async () => {
    const reference = await useReference()
    const token = await tokenOf(reference)
    const url = `${reference.urls.backend}/api/threads`
    for (const title of ['a', 'b', 'c']) await call(`POST ${url}`, { token, json: { title } })
    const page = (await call(`GET ${url}?limit=2&offset=1`, { token })).json
    expect(page.map((thread: { title: string }) => thread.title)).toEqual(['b', 'a'])
  })

  test('are kept from other users', async () => {
    const reference = await useReference()
    const url = `${reference.urls.backend}/api/threads`
    const mine = await tokenOf(reference, 'user-a')
    const theirs = await tokenOf(reference, 'user-b')
    const { id } = (await call(`POST ${url}`, { token: mine, json: { title: 'mine' } })).json
    for (const request of [
      `GET ${url}/${id}`,
      `DELETE ${url}/${id}`,
      `GET ${url}/${id}/messages`,
    ]) {
      const reply = await call(request, { token: theirs })
      expect(reply).toMatchObject({ status: 403, json: { message: 'Access denied' } })
    }
    expect((await call(`GET ${url}`, { token: theirs })).json).toEqual([])
    expect((await call(`GET ${url}/thread_none`, { token: theirs })).status).toBe(404)
  })

  test('hold messages', async () => {
    const reference = await useReference()
    const token = await tokenOf(reference)
    const url = `${reference.urls.backend}/api/threads`
    const { id } = (await call(`POST ${url}`, { token, json: {} })).json
    const posted = await call(`POST ${url}/${id}/messages`, { token, json: { message: 'hello' } })
    expect(posted.json).toMatchObject({ thread_id: id, content: 'hello', role: 'user' })
    expect((await call(`GET ${url}/${id}/messages`, { token })).json).toMatchObject({
      thread_id: id,
      total: 1,
      messages: [{ id: posted.json.id, content: 'hello' }],
    })
  })

  test('refuse a body that is none', async () => {
    const reference = await useReference()
    const token = await tokenOf(reference)
    const reply = await call(`POST ${reference.urls.backend}/api/threads`, { token, body: 'no' })
    expect(reply).toMatchObject({ status: 422, json: { error_code: 'VALIDATION_ERROR' } })
  })
})

describe('chat messages', () => {
  test('are created, read and deleted by their owner only', async () => {
    const reference = await useReference()
    const url = `${reference.urls.backend}/api/chat/messages`
    const mine = await tokenOf(reference, 'user-a')
    const theirs = await tokenOf(reference, 'user-b')
    const created = await call(`POST ${url}`, { token: mine, json: { content: 'hi' } })
    expect(created.json).toMatchObject({ status: 'created', message: { user_id: 'user-a' } })
    const { id } = created.json.message
    expect((await call(`GET ${url}/${id}`, { token: theirs })).status).toBe(404)
    expect((await call(`GET ${url}/${id}`, { token: mine })).json.message.content).toBe('hi')
    expect((await call(`DELETE ${url}/${id}`, { token: mine })).status).toBe(200)
    expect((await call(`GET ${url}`, { token: mine })).json.total).toBe(0)
  })
})
