import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Page, page, pages, ROOT } from './pages.ts'

const LINK = /\[[^\]]*\]\(([^()\s]+)\)/g
const ELSEWHERE = /^[a-z]+:/

const links = pages.flatMap((from) => linksOf(from).map((link) => ({ from: from.name, link })))

describe('relative links of the documentation', () => {
  test.each(links)('$from: $link is there', ({ from, link }) => {
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? from : join(dirname(from), path)
    expect(existsSync(join(ROOT, target)), target).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(page(target))).toContain(anchor)
  })
})

function linksOf({ text }: Page): readonly string[] {
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '').replaceAll(/`[^`\n]*`/g, '')
  const all = [...prose.matchAll(LINK)].map(([, link = '']) => link)
  return [...new Set(all.filter((link) => !ELSEWHERE.test(link)))]
}

/** The names that GitHub gives to headings. */
function anchorsOf({ text }: Page): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
