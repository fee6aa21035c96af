import { expect } from 'vitest'

/** Neither the secret nor an encoding of it stands in the text. */
export function expectHidden(text: string, secret: string): void {
  expect(secret.length).toBeGreaterThan(8)
  for (const form of [
    secret,
    encodeURIComponent(secret),
    base64(secret),
    base64(secret).replaceAll('=', ''),
  ])
    expect(text).not.toContain(form)
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
