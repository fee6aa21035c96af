import { describe, expect, test } from 'vitest'
import { asFunction } from '../../load/as-function.mjs'

const GIVEN = {
  one: { default: 'the default', first: 1, second: 2 },
  'node:two': { default: 'another', third: 3 },
}
const META = { url: 'file:///here.ts' }

/** What the function made of an ES module gives, and what it says it imports. */
async function resultOf(code: string) {
  const { text, imports } = await asFunction(code)
  const run = new Function(`return ${text}`)() as (
    given: object,
    importModule: (name: string) => Promise<unknown>,
    meta: object,
  ) => Promise<Record<string, unknown>>
  return { imports, exports: await run(GIVEN, async (name) => `imported ${name}`, META) }
}

describe('a module as a function', () => {
  test.each([
    ['by name', 'import { first } from "one";\nexport { first };', { first: 1 }],
    ['by another name', 'import { first as a } from "one";\nexport { a as b };', { b: 1 }],
    ['its default', 'import one from "one";\nexport { one };', { one: 'the default' }],
    [
      'default and name',
      'import one, { second } from "one";\nexport { one, second };',
      {
        one: 'the default',
        second: 2,
      },
    ],
    [
      'default as a name',
      'import { default as a, first } from "one";\nexport { a, first };',
      {
        a: 'the default',
        first: 1,
      },
    ],
    ['as a whole', 'import * as one from "one";\nexport { one };', { one: GIVEN.one }],
    [
      'default and whole',
      'import d, * as one from "one";\nexport { d, one };',
      {
        d: 'the default',
        one: GIVEN.one,
      },
    ],
    ['for its effect', 'import "one";\nconst a = 1;\nexport { a };', { a: 1 }],
  ])('is given what it imports: %s', async (_, code, exports) => {
    expect(await resultOf(code)).toEqual({ imports: ['one'], exports })
  })

  test('passes on all that another module exports, but its default', async () => {
    const { imports, exports } = await resultOf(
      'export * from "one";\nconst first = "own";\nexport { first };',
    )
    expect({ imports, exports }).toEqual({
      imports: ['one'],
      exports: { first: 'own', second: 2, default: undefined },
    })
  })

  test.each([
    ['export { first } from "one";', { first: 1 }],
    ['export { first as a, default as b } from "one";', { a: 1, b: 'the default' }],
    ['export * as one from "one";', { one: GIVEN.one }],
  ])('passes on what it names: %s', async (statement, exports) => {
    const result = await resultOf(`${statement}\nconst own = 1;\nexport { own };`)
    expect(result).toEqual({ imports: ['one'], exports: { ...exports, own: 1 } })
  })

  test('does without a line that is for a shell', async () => {
    const { exports } = await resultOf('#!/usr/bin/env node\nconst a = 1;\nexport { a };')
    expect(exports).toEqual({ a: 1 })
  })

  test('names each module once, in order', async () => {
    const { imports } = await resultOf(
      'import { third } from "node:two";\nimport a from "one";\nimport { first } from "one";\nexport { a, first, third };',
    )
    expect(imports).toEqual(['node:two', 'one'])
  })

  test('imports later through what it is given, and waits for it', async () => {
    const { imports, exports } = await resultOf(
      'const late = await import(/* now */ "one");\nexport { late as default };',
    )
    expect({ imports, exports }).toEqual({ imports: [], exports: { default: 'imported one' } })
  })

  test('sees the place of the module that it is', async () => {
    const { exports } = await resultOf('const { url } = import.meta;\nexport { url };')
    expect(exports).toEqual({ url: META.url })
  })

  test('leaves texts and comments alone', async () => {
    const { exports } = await resultOf(
      '// import { a } from "b"\nconst text = `import("x") export { y } import.meta`;\nexport { text };',
    )
    expect(exports).toEqual({ text: 'import("x") export { y } import.meta' })
  })

  test.each(['', 'export {};', 'export { };\n'])('may export nothing: %j', async (code) => {
    expect((await resultOf(code)).exports).toEqual({})
  })

  test('is refused where its imports cannot be read', async () => {
    await expect(resultOf('import { a } from "one";\nimport défaut from "one";')).rejects.toThrow(
      'cannot read the import défaut from "one"',
    )
  })

  test('is strict, as modules are', async () => {
    await expect(resultOf('undeclared = 1;\nexport {};')).rejects.toThrow(/undeclared/)
  })
})
