import type { CertificateWish } from './make-certificate.ts'

/** What a service's port does when someone connects. */
export type Listening =
  | { readonly kind: 'http' }
  /** HTTP over TLS, with a certificate made at start. */
  | {
      readonly kind: 'tls'
      readonly certificate: CertificateWish
      /** `h2`: offers HTTP/2 alone. */
      readonly wants?: 'h2'
    }
  /** The port is known, but nobody listens on it. */
  | { readonly kind: 'refused' }
  /** The kernel's queue of waiting connections is full: a connect is never answered. */
  | { readonly kind: 'full' }
  /** Accepts connections and never says a word. */
  | { readonly kind: 'silent' }
  /** Accepts, and breaks the connection at the first byte. */
  | { readonly kind: 'reset' }
  /** Accepts, and answers with these bytes, which are not HTTP. */
  | { readonly kind: 'garbage'; readonly bytes: string }
