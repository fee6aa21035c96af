/** The meaning of an edge's own answer: no instance for the request, a refusal, or an unknown address. A row without one goes by the status. */
export type EdgeMeans = 'no-backend' | 'refused' | 'missing'

/**
 * One way in which something in front of the application answers in its place. Every condition of a row must hold.
 * A header that the edge puts on the application's answers too is no condition by itself.
 */
export interface EdgeRow {
  readonly edge: string
  readonly means?: EdgeMeans
  /** Left out, a status that refuses. */
  readonly status?: (status: number) => boolean
  /** Headers that only the edge's own answers have, or that must be absent. */
  readonly headers?: Readonly<Record<string, RegExp | 'absent'>>
  /** The beginning of the body; `empty` for none. */
  readonly body?: RegExp | 'empty'
  /** Where that was seen: program and version, or the vendor's page. */
  readonly source: string
}

export const any = () => true
export const failed = (status: number) => status >= 500
export const refused = (status: number) => status >= 400
export const found = (status: number) => status >= 300 && status < 400
export const good = (status: number) => status === 200

/** What a line of a proxy's configuration is about. */
export type SettingPurpose = 'upgrade' | 'backend' | 'host' | 'limit' | 'idle' | 'credential'

/** A proxy, the marks that it leaves on the answers of the app, and the line of its configuration for each purpose. */
export interface ProxySettings {
  readonly proxy: string
  /** Headers by which its answers are known, its own and those it passes on: any one is enough. */
  readonly marks: Readonly<Record<string, RegExp>>
  readonly lines: Readonly<Partial<Record<SettingPurpose, string>>>
  readonly source: string
}
