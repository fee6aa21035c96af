import { GOOGLE_HEADERS, googleFrontEnd } from '../edge/google-front-end.ts'
import { atEdge, type Faults, replies } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'

const FIREWALL_PAGE =
  '<!doctype html><meta charset="utf-8"><meta name=viewport content="width=device-width, initial-scale=1"><title>403</title>403 Forbidden'

/** The beginning of a token whose header is {"alg":"none"}, with whatever else: a rule that firewalls have. */
export const ALG_NONE = /^Bearer eyJhbGciOiJub25lI/

/** Characters of a header: fewer than a token of the platform has. */
const LONGEST_HEADER = 200

/** Answers of the edge in front of a service: load balancer, Cloud Run front end, firewall. */
export const edge: Faults = {
  'backend-edge-no-backend': {
    summary: 'The load balancer answers 502: it has no backend to send to',
    incidents: ['F22', 'F40', 'F42'],
    finds: [{ code: 'edge.no-backend', service: 'backend' }],
    apply: atEdge('backend', () => () => googleFrontEnd(502)),
  },
  'backend-edge-no-healthy-upstream': {
    summary: 'The load balancer answers 503 with 19 bytes of text',
    incidents: ['F40', 'F76'],
    finds: [{ code: 'edge.no-backend', service: 'backend' }],
    apply: ({ backend }) => {
      const answer = textAnswer(503, 'text/plain', 'no healthy upstream', { via: '1.1 google' })
      backend.edge.push(() => answer)
    },
  },
  'auth-edge-no-backend': {
    summary: 'The Cloud Run front end answers 503 in the place of the auth service',
    incidents: ['F24', 'F25', 'seed 001'],
    finds: [{ code: 'edge.no-backend', service: 'auth' }],
    apply: atEdge('auth', () => () => googleFrontEnd(503)),
  },
  'backend-edge-overloaded': {
    summary: 'The Cloud Run front end turns requests away with 429: no instance is free',
    incidents: ['F77', 'F102'],
    finds: [{ code: 'edge.no-backend', service: 'backend' }],
    apply: ({ backend }) => {
      const answer = textAnswer(429, 'text/plain', 'Rate exceeded.', GOOGLE_HEADERS)
      backend.edge.push(() => answer)
    },
  },
  'backend-edge-refuses': {
    summary: 'Cloud Run lets nobody in without an identity token of Google',
    finds: [{ code: 'edge.refused', service: 'backend' }],
    apply: atEdge('backend', () => () => googleFrontEnd(403)),
  },
  'auth-edge-firewall': {
    summary: 'The firewall refuses every request to the auth service',
    incidents: ['F15'],
    finds: [{ code: 'edge.refused', service: 'auth' }],
    apply: ({ auth }) => {
      const answer = textAnswer(403, 'text/html; charset=UTF-8', FIREWALL_PAGE, {
        via: '1.1 google',
      })
      auth.edge.push(() => answer)
    },
  },
  'backend-edge-refuses-alg-none': {
    summary: 'The firewall takes tokens with alg none for an attack, before the backend sees them',
    finds: [{ code: 'edge.refused', service: 'backend' }],
    level: 'warning',
    apply: ({ backend }) => {
      const page = textAnswer(403, 'text/html; charset=UTF-8', FIREWALL_PAGE, { via: '1.1 google' })
      backend.edge.push((asked, next) =>
        ALG_NONE.test(String(asked.headers.authorization)) ? page : next(asked),
      )
    },
  },
  'backend-gateway-refuses-tokens': {
    summary: 'The gateway in front of the backend checks tokens itself, and expects another issuer',
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: atEdge('backend', () => (asked, next) => {
      const { authorization, origin } = asked.headers
      if (authorization === undefined) return next(asked)
      return textAnswer(401, 'text/plain', 'Jwt issuer is not configured', {
        server: 'istio-envoy',
        // Its filter of CORS stands before the one of tokens.
        ...(origin !== undefined && {
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
          vary: 'Origin',
        }),
      })
    }),
  },
  'backend-edge-missing': {
    summary: 'The load balancer knows no route to the backend',
    incidents: ['F01'],
    finds: [{ code: 'edge.missing', service: 'backend' }],
    apply: atEdge('backend', () => () => googleFrontEnd(404)),
  },
  'frontend-edge-no-backend': {
    summary: 'The load balancer answers 502 in the place of the frontend',
    finds: [{ code: 'edge.no-backend', service: 'frontend' }],
    apply: atEdge('frontend', () => () => googleFrontEnd(502)),
  },
  'backend-header-limit': {
    summary: 'The proxy before the backend takes no header as long as a token',
    finds: [{ code: 'edge.limit', service: 'backend' }],
    apply: ({ backend }) => {
      const answer = textAnswer(
        400,
        'text/html',
        '<html>\r\n<head><title>400 Request Header Or Cookie Too Large</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>Request Header Or Cookie Too Large</center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n',
        { server: 'nginx/1.22.1' },
      )
      backend.edge.push((asked, next) =>
        (asked.headers.authorization ?? '').length > LONGEST_HEADER ? answer : next(asked),
      )
    },
  },
  'backend-header-limit-494': {
    summary:
      'The proxy before the backend takes no header as long as a token, and says so by a status of its own',
    finds: [{ code: 'edge.limit', service: 'backend' }],
    apply: atEdge(
      'backend',
      () => (asked, next) =>
        (asked.headers.authorization ?? '').length > LONGEST_HEADER
          ? textAnswer(494, 'text/plain', '')
          : next(asked),
    ),
  },
  'backend-throttles': {
    summary: 'A limit before the backend turns this run away',
    finds: [{ code: 'service.throttled', service: 'backend' }],
    apply: replies(
      'backend',
      'ANY /api/*',
      textAnswer(429, 'application/json', '{"error":"too_many_requests"}', { 'retry-after': '60' }),
    ),
  },
}
