import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = new URL('../..', import.meta.url).pathname

/** A page of the documentation, by its path from the root. */
export interface Page {
  readonly name: string
  readonly text: string
}

/** Every markdown page that people read: those of the root, and those of docs/ and examples/. */
export const pages: readonly Page[] = [
  ...markdownIn('', readdirSync(ROOT)),
  ...['docs', 'examples'].flatMap((folder) =>
    markdownIn(folder, readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })),
  ),
]

export function page(name: string): Page {
  return { name, text: readFileSync(join(ROOT, name), 'utf8') }
}

function markdownIn(folder: string, files: readonly string[]): readonly Page[] {
  const names = files.filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
  return names.sort().map((file) => page(join(folder, file)))
}

/** The code blocks of a page that are in this language. */
export function blocksOf({ text }: Page, language: string): readonly string[] {
  const block = new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm')
  return [...text.matchAll(block)].map(([, inside = '']) => inside)
}

/** The text with what stands between two markers replaced; a page without them is an error. */
export function between({ name, text }: Page, marker: string, inside: string): string {
  const pattern = new RegExp(`(?<=<!-- ${marker}:begin -->\\n)[\\s\\S]*?(?=<!-- ${marker}:end -->)`)
  if (!pattern.test(text)) throw new Error(`${name} has no markers of ${marker}`)
  return text.replace(pattern, () => `${inside}\n`)
}
