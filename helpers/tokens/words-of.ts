import type { ForgeryWords, Row } from './forgery.ts'

/** What a row says of itself, without the making. */
export function wordsOf({
  id,
  title,
  proves,
  group,
  source,
  alsoRefusedWith = [],
  hangUp,
}: Omit<Row<never>, 'make'>): ForgeryWords {
  return { id, title, proves, group, source, alsoRefusedWith, ...(hangUp && { hangUp }) }
}
