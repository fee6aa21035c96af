import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../reference')

/** Packages the reference may use. Everything else it does itself, so that drift shows. */
const PACKAGES = ['ws']

test('the reference imports nothing of the suite it is there to try', () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  const strays = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8')
      const imported = [...text.matchAll(/from '([^']+)'|import\('([^']+)'\)/g)]
      return imported
        .map(([, named = '', lazily = '']) => named || lazily)
        .filter((target) => !isAllowed(file, target))
        .map((target) => `${file}: ${target}`)
    })
  expect(strays).toEqual([])
})

function isAllowed(file: string, target: string): boolean {
  if (target.startsWith('node:') || PACKAGES.includes(target)) return true
  const resolved = relative(ROOT, join(ROOT, dirname(file), target))
  return target.startsWith('.') && !resolved.startsWith('..')
}
