import { normaliseUrl, type UrlPurpose } from '../../../helpers/url/normalise-url.ts'

/** The URL that a text is read as, or why it is refused. */
export function readUrl(raw: string, purpose: UrlPurpose = 'http'): string {
  const result = normaliseUrl(raw, purpose)
  return result.kind === 'url' ? result.url : `refused: ${result.problem}`
}
