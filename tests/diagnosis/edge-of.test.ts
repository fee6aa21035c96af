import { describe, expect, test } from 'vitest'
import { edgeOf } from '../../helpers/diagnosis/judges/health/edge-of.ts'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import { saw } from '../../helpers/record/finding.ts'
import { answer, page } from './support/facts.ts'

const GOOGLE = { server: 'Google Frontend', via: '1.1 google' }

/** The page that Cloud Run and the classic Google load balancer send, word for word. */
function googlePage(status: number, title: string, text: string): Answer {
  return page(
    status,
    `\n<html><head>\n<meta http-equiv="content-type" content="text/html;charset=utf-8">\n<title>${status} ${title}</title>\n</head>\n<body text=#000000 bgcolor=#ffffff>\n<h1>Error: ${title}</h1>\n<h2>${text}</h2>\n<h2></h2>\n</body></html>\n`,
    GOOGLE,
  )
}

const OF_THE_EDGE: readonly (readonly [what: string, answer: Answer, code: string])[] = [
  [
    'the load balancer without a backend',
    googlePage(
      502,
      'Server Error',
      'The server encountered a temporary error and could not complete your request.<p>Please try again in 30 seconds.',
    ),
    'edge.no-backend',
  ],
  [
    'Cloud Run without an instance',
    googlePage(
      503,
      'Server Error',
      'The service you requested is not available yet.<p>Please try again in 30 seconds.',
    ),
    'edge.no-backend',
  ],
  ['Cloud Run out of instances', answer(429, 'Rate exceeded.', GOOGLE), 'edge.no-backend'],
  [
    'Cloud Run that lets nobody in (403)',
    googlePage(
      403,
      'Forbidden',
      'Your client does not have permission to get URL <code>/health</code> from this server.',
    ),
    'edge.refused',
  ],
  [
    'Cloud Run that lets nobody in (401)',
    googlePage(
      401,
      'Unauthorized',
      'Your client does not have permission to the requested URL <code>/health</code>.',
    ),
    'edge.refused',
  ],
  [
    'Cloud Run without that service',
    googlePage(404, 'Page not found', 'The requested URL was not found on this server.'),
    'edge.missing',
  ],
  [
    'the Google Front End without that host',
    page(
      404,
      '<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 404 (Not Found)!!1</title>\n  <p><b>404.</b> <ins>That’s an error.</ins>\n  <p>The requested URL <code>/</code> was not found on this server.  <ins>That’s all we know.</ins>\n',
      { referrerpolicy: 'no-referrer' },
    ),
    'edge.missing',
  ],
  [
    'Cloud Armor',
    page(
      403,
      '<!doctype html><meta charset="utf-8"><meta name=viewport content="width=device-width, initial-scale=1"><title>403</title>403 Forbidden',
      { via: '1.1 google' },
    ),
    'edge.refused',
  ],
  ['Identity-Aware Proxy', answer(401, 'Invalid IAP credentials: empty token'), 'edge.refused'],
  [
    'Envoy without a backend',
    answer(503, 'no healthy upstream', { server: 'envoy' }),
    'edge.no-backend',
  ],
  [
    'Envoy with a dead backend',
    answer(
      503,
      'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
      { 'content-type': 'text/plain' },
    ),
    'edge.no-backend',
  ],
  ['Envoy with a silent backend', answer(504, 'upstream request timeout'), 'edge.no-backend'],
  [
    'nginx with a dead backend',
    page(
      502,
      '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.25.3</center>\r\n</body>\r\n</html>\r\n',
      { server: 'nginx/1.25.3' },
    ),
    'edge.no-backend',
  ],
  [
    'nginx without that path',
    page(404, '<html><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center>'),
    'edge.missing',
  ],
  [
    'the load balancer of AWS',
    page(
      503,
      '<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>',
      { server: 'awselb/2.0' },
    ),
    'edge.no-backend',
  ],
]

const OF_THE_APPLICATION: readonly (readonly [what: string, answer: Answer])[] = [
  [
    'its own 404 as JSON, with the name that Cloud Run puts on everything',
    answer(404, { detail: 'Not Found' }, GOOGLE),
  ],
  ['its own 503 as JSON behind Google', answer(503, { status: 'unhealthy' }, GOOGLE)],
  [
    'its own page for a missing path behind Google',
    page(404, '<!DOCTYPE html><html><head><title>Netra</title></head><body>404</body>', GOOGLE),
  ],
  [
    'its own error page behind nginx',
    page(500, '<!DOCTYPE html><html><body>Something went wrong</body></html>', {
      server: 'nginx/1.25.3',
    }),
  ],
  [
    'JSON that passes on the words of an edge further in',
    answer(503, { error: 'upstream connect error or disconnect/reset before headers' }),
  ],
  ['a rate limit of its own', answer(429, { detail: 'Rate exceeded.' })],
  ['an uvicorn that crashed', answer(500, 'Internal Server Error', { server: 'uvicorn' })],
  ['a good page that speaks of errors', page(200, '<title>502 Server Error</title>', GOOGLE)],
]

describe('an answer of the edge is told by its page', () => {
  for (const [what, of, code] of OF_THE_EDGE)
    test(what, () => {
      expect(edgeOf(of)).toBeDefined()
      expect(judgeAnswered(of, 'backend', 'it answers')).toMatchObject({
        code,
        service: 'backend',
        evidence: [expect.stringContaining('not of the application')].map(saw),
      })
    })
})

describe('an answer of the application is not taken for the edge', () => {
  for (const [what, of] of OF_THE_APPLICATION)
    test(what, () => {
      expect(edgeOf(of)).toBeUndefined()
      expect(judgeAnswered(of, 'backend', 'it answers')?.code ?? '').not.toMatch(/^edge\./)
    })
})
