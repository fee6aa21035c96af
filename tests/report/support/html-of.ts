import { parse } from 'parse5'
import type { RunRecord } from '../../../helpers/record/run-record.ts'
import { renderHtml } from '../../../helpers/report/html/render-html.ts'
import { elementsOf, shownTexts } from './active-html.ts'

/** The text that a reader of the page of a record sees. */
export function textIn(record: RunRecord): string {
  const [html = ''] = shownTexts(renderHtml(record))
  return html.replaceAll(/\s+/g, ' ')
}

/** The elements of a tag in the page of a record. */
export function all(record: RunRecord, tag: string) {
  return elementsOf(parse(renderHtml(record))).filter(({ tagName }) => tagName === tag)
}
