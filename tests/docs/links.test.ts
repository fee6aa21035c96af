import { existsSync, readdirSync, readFileSync } from 'node:fs'
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

test('docs/netra.md has the sections that code refers to, and no others', () => {
  const [, ...sections] = anchorsOf(page('docs/netra.md'))
  const named = ['contracts', 'reference'].flatMap(sourcesIn).flatMap(sectionsOfNetra)
  expect([...new Set(named)].sort()).toEqual(sections.sort())
})

function sourcesIn(folder: string): readonly string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'))
}

function sectionsOfNetra(source: string): readonly string[] {
  return [...source.matchAll(/docs\/netra\.md#([a-z-]+)/g)].map(([, section = '']) => section)
}

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
