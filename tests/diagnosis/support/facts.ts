import type {
  Answer,
  Asked,
  Certificate,
  Exchange,
  NoAnswer,
  NoAnswerFault,
} from '../../../helpers/http/exchange.ts'
import { parseJson } from '../../../helpers/http/read-body.ts'

export const ASKED: Asked = {
  method: 'GET',
  url: 'https://api.example.com/health',
  at: '2026-01-01T00:00:00.000Z',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
}

/** An answer with a body: text as it stands, anything else as JSON. */
export function answer(
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    kind: 'answer',
    asked: ASKED,
    status,
    headers,
    text,
    json: parseJson(text),
    timing: { totalMs: 12 },
    tries: 1,
    earlier: [],
  }
}

/** An error page of a web server. */
export function page(
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return answer(status, html, { 'content-type': 'text/html; charset=UTF-8', ...headers })
}

export function silence(fault: NoAnswerFault, detail = `it failed with ${fault}`): NoAnswer {
  return {
    kind: 'no-answer',
    asked: ASKED,
    fault,
    detail,
    timing: { totalMs: 10_000 },
    tries: 1,
    earlier: [],
  }
}

/** The same exchange, asked elsewhere, at another time, or with something else about it. */
export function asked<T extends Exchange>(exchange: T, about: Partial<Asked>): T {
  return { ...exchange, asked: { ...exchange.asked, ...about } }
}

export const CERTIFICATE: Certificate = {
  subject: 'CN=api.example.com',
  issuer: 'CN=Test Authority',
  names: ['api.example.com'],
  validFrom: '2025-12-01T00:00:00.000Z',
  validTo: '2026-03-01T00:00:00.000Z',
}
