import { atEdge, type Faults, inApp } from '../fault.ts'
import { textAnswer } from '../http/answers.ts'

/** Redirects in place of answers. */
export const redirects: Faults = {
  'backend-redirects-to-https': {
    summary: 'The backend redirects every path to the same one under https',
    finds: [{ code: 'service.redirected', service: 'backend' }],
    apply: atEdge(
      'backend',
      () => (asked) =>
        textAnswer(301, 'text/html', '', {
          location: `https://${asked.headers.host ?? 'localhost'}${asked.path}`,
        }),
    ),
  },
  'backend-redirects-to-itself': {
    summary:
      'The backend redirects every path to the address that was asked, as behind a proxy that ends TLS',
    finds: [{ code: 'service.redirected', service: 'backend' }],
    apply: atEdge(
      'backend',
      () => (asked) => textAnswer(301, 'text/html', '', { location: asked.path }),
    ),
  },
  'backend-redirects-to-inner-host': {
    summary: 'The backend redirects a route to the name that it has inside its network',
    finds: [{ code: 'service.redirected', service: 'backend' }],
    apply: atEdge(
      'backend',
      () => (asked, next) =>
        asked.method === 'GET' && asked.path.startsWith('/api/threads')
          ? textAnswer(301, 'text/html', '', {
              location: `http://backend.internal:8080${asked.path}`,
            })
          : next(asked),
    ),
  },
  'backend-asks-to-sign-in': {
    summary: 'The backend sends every call of its API to a page on which people sign in',
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: inApp(
      'backend',
      () => (asked, next) =>
        asked.path.startsWith('/api/') && asked.method !== 'OPTIONS'
          ? textAnswer(302, 'text/html', '', { location: '/login?next=%2F' })
          : next(asked),
    ),
  },
  'backend-asks-to-sign-in-before-cors': {
    summary: 'A wall before the backend sends preflights to a page to sign in too',
    finds: [{ code: 'trust.token-rejected', service: 'backend' }],
    apply: atEdge(
      'backend',
      () => (asked, next) =>
        asked.path.startsWith('/api/')
          ? textAnswer(302, 'text/html', '', { location: '/login?next=%2F' })
          : next(asked),
    ),
  },
}
