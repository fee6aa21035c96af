import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readScript, ScriptReader } from '../../helpers/page/read-script.ts'
import type { WholeText } from '../../helpers/page/script-syntax.ts'

const HOSTS = ['api.shop.test', 'ws.shop.test']

/** Reads a script that comes in pieces of these sizes. */
async function inPieces(bytes: Buffer, sizes: readonly number[]) {
  const reader = new ScriptReader('module', { hosts: HOSTS, page: 'https' })
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? bytes.length)
    reader.add(bytes.subarray(at, end))
    at = end
  }
  return reader.end(async () => bytes.toString())
}

const STRAY = 'fetch("http://localhost:8000/items");'
const CALLS = 'fetch("https://api.shop.test/items");new WebSocket("ws://ws.shop.test/live");'
const IMPORT = 'import("./lazy.js");'

describe('a script that comes in pieces', () => {
  test('has the addresses and imports that it has as a whole, wherever a piece ends', async () => {
    const filler = fc.nat({ max: 200_000 }).map((length) => `f("${'a'.repeat(length)}");`)
    const parts = fc.tuple(filler, filler, filler, filler)
    const sizes = fc.array(fc.integer({ min: 1_000, max: 200_000 }), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(parts, sizes, async ([a, b, c, d], pieces) => {
        const text = `${a}${STRAY}${b}${CALLS}${c}${IMPORT}${d}`
        const whole = await readScript(text, 'module', HOSTS, 'https')
        expect(whole).toMatchObject({
          strays: [{ kind: 'loopback' }, { kind: 'plain', written: 'ws://ws.shop.test/live' }],
          calls: ['https://api.shop.test/items', 'ws://ws.shop.test/live'],
          names: ['api.shop.test'],
          imports: [{ specifier: './lazy.js' }],
        })
        expect(await inPieces(Buffer.from(text), pieces)).toEqual(whole)
      }),
      { numRuns: 30 },
    )
  })

  test('has one address and one import at each of its bytes', async () => {
    const bytes = Buffer.from(`${'/* */'.repeat(26_180)}${STRAY}${IMPORT}`)
    for (let first = bytes.length - 80; first < bytes.length; first += 1) {
      const { strays, imports } = await inPieces(bytes, [first, 1])
      expect([strays.length, imports.length]).toEqual([1, 1])
    }
  })

  test('is decoded as UTF-8, with its mark and without', async () => {
    const text = 'import("./\u00e4\u6f22.js");fetch("http://localhost:8000/\u00e4")'
    for (const all of [text, `\ufeffimport"./a.js";${text}`]) {
      const { imports, strays } = await inPieces(Buffer.from(all), [1])
      expect(imports.at(-1)?.specifier).toBe('./\u00e4\u6f22.js')
      expect(imports).toHaveLength(all === text ? 1 : 2)
      expect(strays[0]?.written).toBe('http://localhost:8000/\u00e4')
    }
  })

  test('is asked for as a whole only where it is long and a parser must decide', async () => {
    let asked = 0
    const whole = (text: string) => async () => {
      asked += 1
      return text
    }
    const read = async (text: string, ask: WholeText = whole(text)) => {
      const reader = new ScriptReader('script', { hosts: [], page: 'https' })
      reader.add(Buffer.from(text))
      return reader.end(ask)
    }
    const long = `${' '.repeat(100_000)}`
    expect(await read(`${long}a()`)).toMatchObject({ imports: [] })
    expect(await read('a(')).toMatchObject({ error: expect.any(String) })
    expect(asked).toBe(0)
    expect(await read(`${long}a(`)).toMatchObject({ error: expect.any(String) })
    expect((await read(`${long}a:{b}/c/d`)).error).toBeUndefined()
    expect(asked).toBe(2)
    expect(await read(`${long}a(`, async () => undefined)).not.toHaveProperty('error')
  })

  test('is not read where it is no text', async () => {
    const zipped = await inPieces(Buffer.from([0x1f, 0x8b, 0x08, 0, 0]), [1])
    expect(zipped.error).toMatch(/gzip/)
    for (const mark of [
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0x61, 0],
    ])
      expect(await inPieces(Buffer.from([...mark, 0x22]), [1])).toEqual({
        strays: [],
        imports: [],
        calls: [],
        paths: [],
        names: [],
      })
  })
})
