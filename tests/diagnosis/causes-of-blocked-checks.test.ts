import { describe, expect, test } from 'vitest'
import { findRootCauses } from '../../helpers/diagnosis/causes/find-root-causes.ts'
import { blocked, DEPENDENCIES, finding, red, told } from './support/found.ts'

describe('blocked checks', () => {
  const gone = finding('tcp.refused', 'backend')

  test('are listed under what stopped them, sorted', () => {
    const { rootCauses } = findRootCauses(
      [
        blocked('websocket/chat/opens', gone),
        red('health/backend/answers', gone),
        blocked('golden-path/chat/thread-created', gone),
      ],
      DEPENDENCIES,
    )
    expect(rootCauses).toMatchObject([
      {
        code: 'tcp.refused',
        findings: [gone],
        fails: ['health/backend/answers'],
        blocks: ['golden-path/chat/thread-created', 'websocket/chat/opens'],
      },
    ])
  })

  test('name a cause although no check of its own was red: the suite was not asked for', () => {
    expect(told(blocked('golden-path/chat/identity', gone))).toEqual(['tcp.refused (backend)'])
  })

  test('of an explained cause stand under its root', () => {
    const { rootCauses } = findRootCauses(
      [
        red('trust/backend/accepts', finding('trust.token-rejected', 'backend')),
        blocked('websocket/chat/ping', finding('ws.refused', 'backend')),
      ],
      DEPENDENCIES,
    )
    expect(rootCauses.map(({ blocks }) => blocks)).toEqual([['websocket/chat/ping']])
  })
})

test('several findings of one code are one cause, each told once', () => {
  const route = (subject: string) =>
    finding('route.missing', 'backend', { subject, asked: `GET https://x/${subject}` })
  const { rootCauses } = findRootCauses(
    [red('b', route('agents')), red('a', route('threads')), blocked('c', route('agents'))],
    DEPENDENCIES,
  )
  expect(rootCauses).toHaveLength(1)
  expect(rootCauses[0]?.findings.map(({ subject }) => subject)).toEqual(['threads', 'agents'])
})
