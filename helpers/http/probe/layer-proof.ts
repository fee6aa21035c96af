import type { Certificate, NoAnswerFault } from '../exchange.ts'

/** What one layer showed when it was tried by itself. The first that has a fault is where it ends. */
export interface LayerProof {
  readonly layer: 'proxy' | 'dns' | 'tcp' | 'tls' | 'http'
  /** One sentence of evidence. What a server sent is quoted in printable ASCII, at most 40 characters. */
  readonly words: string
  readonly ms: number
  /** What this layer proves; absent when it is sound. */
  readonly fault?: NoAnswerFault
  readonly certificate?: Certificate
}
