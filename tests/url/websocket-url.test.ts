import { describe, expect, it } from 'vitest'
import { deriveHttpUrl, deriveWebsocketUrl, socketUrl } from '../../helpers/url/join-url.ts'

describe('deriveWebsocketUrl', () => {
  it.each([
    ['https://h.example', 'wss://h.example'],
    ['http://localhost:8000', 'ws://localhost:8000'],
    ['https://h.example:8443/base', 'wss://h.example:8443/base'],
    ['wss://h.example', 'wss://h.example'],
  ])('makes of %s the URL %s', (http, websocket) => {
    expect(deriveWebsocketUrl(http)).toBe(websocket)
  })
})

describe('deriveHttpUrl', () => {
  it.each([
    ['wss://h.example', 'https://h.example'],
    ['WS://localhost:8000', 'http://localhost:8000'],
    ['wss://h.example:8443/base?x=ws://y', 'https://h.example:8443/base?x=ws://y'],
    ['http://ws.example', 'http://ws.example'],
  ])('makes of %s the URL %s', (websocket, http) => {
    expect(deriveHttpUrl(websocket)).toBe(http)
  })
})

describe('socketUrl', () => {
  it.each([
    ['wss://h.example', '/ws', 'wss://h.example/ws'],
    ['wss://h.example/ws', '/ws', 'wss://h.example/ws'],
    ['wss://h.example/ws/', 'ws', 'wss://h.example/ws'],
    ['wss://h.example/base', '/ws', 'wss://h.example/base/ws'],
    ['wss://h.example/base/ws', '/ws', 'wss://h.example/base/ws'],
    ['wss://h.example/news', '/ws', 'wss://h.example/news/ws'],
    ['wss://ws', '/ws', 'wss://ws/ws'],
    ['wss://h.example', '/', 'wss://h.example/'],
  ])('opens %s with path %s at %s', (base, path, url) => {
    expect(socketUrl(base, path)).toBe(url)
  })
})
