import type { JsonTemplate, Says, Template, Where, Word } from './common.ts'

/** One WebSocket endpoint and what it promises. */
export interface SocketPromise {
  readonly name: string
  readonly service: string
  /** The variable that may hold its URL; otherwise it is derived from the service's. */
  readonly urlVariable?: string
  readonly path: string
  /** How the token may travel, the usual way first; each is tried. */
  readonly ways: readonly SocketCredential[]
  /** What may be selected; empty when none is promised. `jwt.*` matches by prefix. */
  readonly subprotocols: readonly string[]
  /** Headers for which some servers skip authentication. */
  readonly testHeaders: Readonly<Record<string, Template>>
  readonly welcome?: WelcomePromise
  readonly ping?: { readonly say: JsonTemplate; readonly hears: readonly Says[] }
  /** Messages that must not end the connection. */
  readonly harmless: readonly {
    readonly id: string
    readonly title: string
    readonly say: JsonTemplate | { readonly raw: string }
  }[]
  /** Frames that refuse after the handshake: an error frame, with or without a close. */
  readonly refusalFrames: readonly Says[]
  /** Places where the server says that authentication is bypassed; a place that it does not have is not judged. */
  readonly bypass: readonly BypassStatement[]
  readonly withinMs: number
}

export type SocketCredential =
  | { readonly by: 'header' }
  /** `{token}` or `{token.base64url}` in the offers. */
  | { readonly by: 'subprotocol'; readonly offers: readonly Template[] }
  | { readonly by: 'query'; readonly name: string }
  | { readonly by: 'cookie'; readonly name: string }
  | { readonly by: 'first-message'; readonly say: JsonTemplate; readonly accepted: readonly Says[] }

export interface WelcomePromise {
  /** Any one of these marks the welcome frame. */
  readonly marks: readonly Says[]
  /** Where it names the user, full or shortened with dots ("dev-user..."). */
  readonly subject: readonly Where[]
}

/** A statement that authentication is bypassed: one of the words, or a count above zero. */
export interface BypassStatement {
  readonly path: string
  readonly at: Where
  readonly active: readonly Word[] | 'above-zero'
}
