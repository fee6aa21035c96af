import type { ForgeryRow, GoodToken } from './forgery.ts'
import { changeOneCharacter } from './write-token.ts'

/** RFC 6750 §3.1 lets a resource call a malformed token a bad request. */
const BAD_REQUEST = [400]

/** What servers may say to more than they are willing to read (RFC 9110 §15.5.14, §15.5.15; RFC 6585 §5). */
const TOO_LARGE = [400, 413, 414, 431]

/** As long as all the headers that Node.js and Tomcat-like servers read together. */
const LONG = 16 * 1024

/** What no token is, and the good refresh token where it does not belong: needs no key, fits every kind of token. */
export const FORMAT_BATTERY: readonly ForgeryRow<GoodToken>[] = [
  {
    id: 'refresh-token',
    title: 'that is a refresh token',
    proves: 'type',
    source: 'RFC 6749 §1.5, RFC 8725 §3.12',
    make: ({ refreshToken, token }) => {
      if (refreshToken === undefined) return { skipped: 'no refresh token was issued' }
      return refreshToken === token
        ? { skipped: 'the refresh token issued is the access token' }
        : refreshToken
    },
  },
  garbage('garbage', 'that is a word', 'post-deploy-smoke-garbage'),
  garbage('garbage-dotted', 'that is three words between dots', 'post.deploy.smoke'),
  garbage('garbage-punctuation', 'of punctuation', `{"<'%00%0a--/../;&|$>"}`),
  garbage('garbage-latin1', 'of bytes beyond ASCII', '\u00e9\u00df\u00f7\u00fe\u00ff\u00a0\u00bf'),
  {
    id: 'empty',
    title: 'that is empty',
    proves: 'format',
    source: 'OWASP WSTG-SESS-10',
    alsoRefusedWith: BAD_REQUEST,
    make: () => '',
  },
  {
    id: 'long',
    title: 'of 16 KB',
    proves: 'format',
    source: 'OWASP WSTG-SESS-10',
    alsoRefusedWith: TOO_LARGE,
    hangUp: 'refuses',
    make: () => 'x'.repeat(LONG),
  },
]

/** The one forgery of an opaque token: outside its issuer, nothing more is known about it. */
export const OPAQUE_BATTERY: readonly ForgeryRow<GoodToken>[] = [
  {
    id: 'tampered',
    title: 'changed in one character',
    proves: 'signature',
    source: 'RFC 6749 §10.10',
    make: ({ token }) => changeOneCharacter(token),
  },
]

/** Every character may stand in a header (RFC 9110 §5.5), so that the service and not the client refuses it. */
function garbage(id: string, title: string, token: string): ForgeryRow<GoodToken> {
  return {
    id,
    title,
    proves: 'format',
    source: 'OWASP WSTG-SESS-10',
    alsoRefusedWith: BAD_REQUEST,
    make: () => token,
  }
}
