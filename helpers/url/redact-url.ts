import { REDACTED } from '../text/redacted.ts'
import { hideUserinfo } from './hide-userinfo.ts'

/**
 * A URL fit to be printed: the values of its query, its fragment, and user name and password replaced
 * by `[redacted]`. Takes relative and broken URLs too.
 */
export function redactUrl(url: string): string {
  const [, way = '', query = '', fragment = ''] =
    /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(hideUserinfo(url)) ?? []
  const shownQuery = query.replace(/[^?&;]+/g, hidePair)
  return `${way}${shownQuery}${fragment.length > 1 ? `#${REDACTED}` : fragment}`
}

/** `name=value` keeps its name; a piece without "=" may be a bare token. */
function hidePair(pair: string): string {
  const equals = pair.indexOf('=')
  if (equals < 0) return REDACTED
  return equals === pair.length - 1 ? pair : `${pair.slice(0, equals)}=${REDACTED}`
}
