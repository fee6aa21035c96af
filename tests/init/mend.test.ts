import { describe, expect, test } from 'vitest'
import { Comments, type Draft } from '../../command/init/draft.ts'
import { mend } from '../../command/init/mend.ts'

function draft(): Draft {
  const request = { service: 'api', method: 'GET', path: '/me' } as const
  return {
    platform: 'small',
    variables: [],
    services: [
      {
        name: 'api',
        urlVariable: 'API_URL',
        health: [
          {
            id: 'health',
            path: '/health',
            role: 'readiness',
            statuses: [200],
            head: 'agrees',
            body: { format: 'json', at: 'status', healthy: ['ok'] },
          },
        ],
        identity: [{ path: '/', at: 'name', is: ['api'] }],
        revision: [{ path: '/', at: 'version' }],
        protectedRoutes: [
          {
            title: '/me',
            request,
            accepted: [200],
            withoutCredentials: { statuses: [401] },
            withWrongToken: { statuses: [401] },
          },
        ],
      },
    ],
    tokens: {
      issuer: 'api',
      ways: [],
      refresh: { request, token: 'access_token' },
      wrongCredentials: [{ id: 'unknown-user', title: 'x', request, refusal: { statuses: [401] } }],
    },
    sockets: [{ name: 'ws', service: 'api', path: '/ws', ways: [{ by: 'header' }] }],
    journeys: [
      {
        name: 'write',
        steps: [
          { id: 'create', title: 'x', effect: 'writes', as: 'user', request, statuses: [201] },
          {
            id: 'read',
            title: 'y',
            after: ['create'],
            effect: 'reads',
            as: 'user',
            request,
            statuses: [200],
          },
        ],
      },
    ],
    pages: [{ service: 'api', path: '/' }],
  }
}

describe('a promise that was red in the first run', () => {
  test.each([
    ['health/api/identity', 'service.wrong-identity', { services: [{ identity: [] }] }],
    ['health/api/revision', 'revision.split', { services: [{ revision: [] }] }],
    [
      'health/api/health',
      'service.unhealthy',
      { services: [{ health: [expect.not.objectContaining({ body: expect.anything() })] }] },
    ],
    [
      'health/api/health-head',
      'route.missing',
      { services: [{ health: [expect.not.objectContaining({ head: 'agrees' })] }] },
    ],
    ['health/api/health-quick', 'service.slow', { services: [{ health: [{ withinMs: 20_000 }] }] }],
    ['trust/api/long', 'route.shape', { tokens: { leftOut: { long: expect.any(String) } } }],
    ['trust/api/accepts', 'trust.token-rejected', { services: [{ protectedRoutes: [] }] }],
    ['tokens/api/unknown-user', 'route.shape', { tokens: { wrongCredentials: [] } }],
    ['golden-path/write/read', 'route.shape', { journeys: [{ steps: [{ id: 'create' }] }] }],
    ['golden-path/write/create', 'route.shape', { journeys: [] }],
    ['frontend/api/scripts', 'frontend.localhost', { pages: [] }],
    ['websocket/ws/opens', 'ws.closed', { sockets: [] }],
  ])('%s becomes a comment', (id, code, wanted) => {
    const mended = draft()
    const comments = new Comments()
    expect(mend(mended, comments, [{ id, code, reason: 'because\nof it' }])).toEqual([])
    expect(mended).toMatchObject(wanted)
  })

  test.each([
    'auth.open',
    'auth.accepts-forged',
    'isolation.leak',
    'data.lost',
    'tcp.refused',
    'ws.open',
  ])('that shows a fault of the deployment stays: %s', (code) => {
    const mended = draft()
    const red = { id: 'trust/api/garbage', code, reason: 'x' }
    expect(mend(mended, new Comments(), [red])).toEqual([red])
    expect(mended).toEqual(draft())
  })

  test('that no piece of the contract stands for stays', () => {
    const red = { id: 'config/local/x', code: 'service.slow', reason: 'x' }
    expect(mend(draft(), new Comments(), [red])).toEqual([red])
  })
})
