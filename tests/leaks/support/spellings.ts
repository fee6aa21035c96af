/** A way in which a server may write a secret that it was sent. */
export type Spelling = (secret: string) => string

/** What frameworks, proxies, loggers and error pages make of a text. */
export const SPELLINGS: readonly Spelling[] = [
  (secret) => secret,
  (secret) => `Bearer ${secret}`,
  (secret) => base64(secret),
  (secret) => base64(`x${secret}`),
  (secret) => base64(`xy${secret}z`),
  (secret) => Buffer.from(`{"t":"${secret}"}`).toString('base64url'),
  (secret) => inLines(base64(`token: ${secret}`), 76, '\r\n'),
  (secret) => inLines(secret, 20, '\n'),
  (secret) => secret.replaceAll('.', '.\n  '),
  (secret) => secret.split('.').join(' | '),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  (secret) => [...secret].map((character) => `%${character.charCodeAt(0).toString(16)}`).join(''),
  (secret) => encodeURIComponent(encodeURIComponent(base64(secret))),
  (secret) =>
    [...secret]
      .map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  (secret) => [...secret].map((character) => `&#${character.charCodeAt(0)};`).join(''),
  (secret) => JSON.stringify(JSON.stringify({ authorization: `Bearer ${secret}` })),
  (secret) => `https://log.example/?access_token=${encodeURIComponent(secret)}&x=1`,
  (secret) => `<b title="${secret}">${secret}</b>`,
]

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function inLines(text: string, length: number, end: string): string {
  return text.match(new RegExp(`.{1,${length}}`, 'g'))?.join(end) ?? text
}
