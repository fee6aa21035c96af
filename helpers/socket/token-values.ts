import type { Values } from '../promise/fill-template.ts'

/** What fills the templates of a socket: `{token}`, `{token.base64url}` as in `jwt.<base64url>`, and the caller's own names. */
export function tokenValues(token: string, others: Values = () => undefined): Values {
  return (name) => {
    if (name === 'token') return token
    if (name === 'token.base64url') return Buffer.from(token).toString('base64url')
    return others(name)
  }
}
