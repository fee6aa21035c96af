import { textAnswer } from '../http/answers.ts'
import type { Answer } from '../http/exchange.ts'

/** The headers of Google's edge, on its own pages and on answers that it passes on. */
export const GOOGLE_HEADERS = { server: 'Google Frontend', via: '1.1 google' } as const

const PAGES: Readonly<Record<number, readonly [title: string, text: string]>> = {
  403: ['403 Forbidden', 'Your client does not have permission to get URL from this server.'],
  404: ['Page not found', 'The requested URL was not found on this server.'],
  502: [
    'Server Error',
    'The server encountered a temporary error and could not complete your request.<p>Please try again in 30 seconds.',
  ],
  503: [
    'Server Error',
    'The service you requested is not available yet.<p>Please try again in 30 seconds.',
  ],
}

/** An error page of the edge itself: HTML, and none of the application's headers. */
export function googleFrontEnd(status: number): Answer {
  const [title, text] = PAGES[status] ?? ['Error', 'The request could not be completed.']
  const body = `<html><head>
<meta http-equiv="content-type" content="text/html;charset=utf-8">
<title>${status} ${title}</title>
</head>
<body text=#000000 bgcolor=#ffffff>
<h1>Error: ${title}</h1>
<h2>${text}</h2>
<h2></h2>
</body></html>
`
  return textAnswer(status, 'text/html; charset=UTF-8', body, GOOGLE_HEADERS)
}
