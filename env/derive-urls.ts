import { deriveWebsocketUrl } from '../helpers/url/derive-websocket-url.ts'
import type { Setting } from './settle-variable.ts'

/**
 * Derives WebSocket URLs that are not set from the URL that they follow from. Problems of that URL are not
 * reported again here.
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
