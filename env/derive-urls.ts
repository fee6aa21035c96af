import { deriveWebsocketUrl } from '../helpers/url/derive-websocket-url.ts'
import type { Setting } from './settle-variable.ts'

/**
 * Fills WebSocket URLs that nothing sets from the URL they follow from. What is wrong with that one
 * is not told again here.
 */
export function deriveUrls(settings: readonly Setting[]): Setting[] {
  return settings.map((setting) => {
    const from = setting.variable.derivedFrom
    if (setting.presence === 'set' || from === undefined) return setting
    const source = settings.find(({ variable }) => variable.name === from)?.value
    if (source === undefined) return setting
    const url = deriveWebsocketUrl(source.text)
    return {
      ...setting,
      presence: 'set',
      value: { text: url, parsed: url },
      origin: { ...setting.origin, value: url, from: `derived from ${from}` },
      problems: [],
    }
  })
}
