import { bounded } from '../../text/bounded.ts'
import { markdownText } from './markdown-text.ts'

const ITEM_MAX = 1500
const ITEMS_MAX = 20

/** A list under its own title; nothing when there are no items. */
export function bullets(
  title: string,
  items: readonly string[],
  kind: 'unordered' | 'ordered',
): string {
  if (items.length === 0) return ''
  const shown = items
    .slice(0, ITEMS_MAX)
    .map((item, at) => `${kind === 'ordered' ? `${at + 1}.` : '-'} ${prose(item)}`)
  const more = items.length - shown.length
  const rest =
    more > 0 ? [`${kind === 'ordered' ? `${ITEMS_MAX + 1}.` : '-'} and ${more} more`] : []
  return `**${title}**\n\n${[...shown, ...rest].join('\n')}\n\n`
}

function prose(item: string): string {
  return markdownText(bounded(item, ITEM_MAX))
}
