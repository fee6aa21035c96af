import type { Asked } from './exchange.ts'

/** The token of `Authorization: Bearer …`, or undefined when there is none. */
export function bearerToken(asked: Pick<Asked, 'headers'>): string | undefined {
  const [scheme = '', token = ''] = (asked.headers.authorization ?? '').split(/ +/, 2)
  return scheme.toLowerCase() === 'bearer' && token !== '' ? token : undefined
}
