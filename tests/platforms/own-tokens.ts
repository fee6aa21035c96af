import { createHmac } from 'node:crypto'

/** The secret with which the small platforms of these tests sign tokens. */
export const TOKEN_KEY = 'a-shared-secret-of-a-small-platform-0123456789'

/** A token for ten minutes. */
export function issued(): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'u-17', iat: now, exp: now + 600 })}`
  return `${text}.${signature(text)}`
}

/** Signature and exp, as a middleware checks them. */
export function isOurs(token: string): boolean {
  const [head = '', claims = '', signed] = token.split('.')
  if (signed !== signature(`${head}.${claims}`)) return false
  const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { exp: number }
  return exp * 1000 > Date.now()
}

function signature(text: string): string {
  return createHmac('sha256', TOKEN_KEY).update(text).digest('base64url')
}
