import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { parseSync } from 'rolldown/utils'
import { describe, expect, test } from 'vitest'
import type { ScriptKind } from '../../helpers/page/import-clause.ts'
import { ScriptScanner } from '../../helpers/page/scan-script.ts'

/** Scans a text that comes in pieces: `sizes` of them, over and over. */
function scan(bytes: Buffer, kind: ScriptKind = 'module', sizes: readonly number[] = []) {
  const scanner = new ScriptScanner(kind)
  let [held, at] = [Buffer.alloc(0), 0]
  for (let turn = 0; at < bytes.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? bytes.length)
    const piece = Buffer.concat([held, bytes.subarray(at, end)])
    held = piece.subarray(scanner.scan(piece, end >= bytes.length))
    at = end
  }
  return scanner.result()
}

const found = (text: string, kind?: ScriptKind) => {
  const { imports, end, isModule } = scan(Buffer.from(text), kind)
  return { imports: imports.map(({ when, specifier }) => `${when} ${specifier}`), end, isModule }
}

describe('the imports of a script', () => {
  test.for([
    ['import"./a.js"', ['at-once ./a.js']],
    ['import a,{b as c}from"./a.js";a/c', ['at-once ./a.js']],
    ["import * as a /* all */ from // it\n'./a.js'", ['at-once ./a.js']],
    ['import{"a-b"as c}from"./a.js"', ['at-once ./a.js']],
    ['export*from"./a.js";export{a as b}from"./b.js"', ['at-once ./a.js', 'at-once ./b.js']],
    ['export*as a from"./a.js"', ['at-once ./a.js']],
    ['export{a}\n"./b.js"', []],
    ['export default{a:1}/2;export const from="./a.js"', []],
    ['import from from"./a.js"', ['at-once ./a.js']],
    ['import(/* webpackChunkName: "b" */"./b.js").then(a)', ['later ./b.js']],
    ['import(`./b.js`);import("./a"+b);import(b)', ['later ./b.js']],
    [`import(\`./$\{b}.js\`)`, []],
    ['import("./d.json",{with:{type:"json"}})', ['later ./d.json']],
    ['[...import("./b.js")]', ['later ./b.js']],
    ['a.import("./b.js");$import("./b.js");importScripts("./b.js")', []],
    ['const b={import:1,export:2,import(a){}};b.export', []],
    ['// import("./b.js")\n/* import"./b.js" */"import(\'./b.js\')"', []],
    [`a=\`import("./b.js") $\{import("./c.js")} import("./d.js")\``, ['later ./c.js']],
    ['/import("b")/.test(a)&&/[/"]/.test("import(\'b\')")', []],
    ['if(a)/"/.test(b);import("./b.js")', ['later ./b.js']],
    ['a=b/c;d="/";import("./b.js")/2', ['later ./b.js']],
    ['return_/a/"/".length;import("./b.js")', ['later ./b.js']],
    ['function a(){return/"/}import("./b.js")', ['later ./b.js']],
    ['a=>{}\n/"/.test(b);import("./b.js")', ['later ./b.js']],
    ['a++/b/"/".length;import("./b.js")', ['later ./b.js']],
    ['x={a:{b:1},c:2}/1;import("./b.js")', ['later ./b.js']],
    ['1./2/"/".length;import("./b.js")', ['later ./b.js']],
    ['\u00e4="import";import("./\u00e4.js")', ['later ./\u00e4.js']],
  ] as const)('%s', ([text, imports]) => {
    expect(found(text)).toMatchObject({ imports, end: 'whole' })
  })

  test('say whether only a module may have them', () => {
    for (const text of ['export{}', 'import.meta.url', 'import"a"', 'export default 1'])
      expect(found(text)).toMatchObject({ isModule: true })
    for (const text of ['import("a")', '{export_:1}', 'a.export=1', ''])
      expect(found(text)).toMatchObject({ isModule: false })
  })
})

test.for([
  ['a text that is cut', 'a="b'],
  ['a text over two lines', 'a="b\nc"'],
  ['a template that is cut', 'a=`b'],
  ['a comment that is cut', 'a/* b'],
  ['a bracket that stays open', '(function(){a}'],
  ['a bracket that was never opened', 'a)'],
  ['brackets that cross', '([)]'],
  ['a pattern over two lines', 'a=/b\nc/'],
  ['a slash behind a label or an object', 'a:{b}/c/d'],
  ['a slash behind of', 'for(a of/b/g);'],
])('is doubtful: %s', ([, text]) => {
  expect(found(text ?? '').end).toBe('doubtful')
})

test('a comment of HTML is one in a script, and none in a module', () => {
  expect(found("<!-- don't\na=1", 'script').end).toBe('whole')
  expect(found('a<!--b', 'module').end).toBe('whole')
  expect(found('a<!--b("', 'module').end).toBe('doubtful')
})

/** Scripts of packages that this project has, minified ones and others, and one with whatever a pattern may hold. */
const SCRIPTS = [
  'axe-core/axe.min.js',
  'glob/dist/esm/index.min.js',
  'tldts/dist/index.umd.min.js',
  'vite/dist/node/chunks/node.js',
  'playwright-core/lib/utilsBundle.js',
  'undici/lib/web/fetch/body.js',
  'yaml/browser/dist/nodes/Collection.js',
  'parse5/dist/parser/index.js',
]
const read = (name: string) => readFile(new URL(`../../node_modules/${name}`, import.meta.url))

describe.for(SCRIPTS)('%s', (name) => {
  test('has the imports that a whole parser finds', async () => {
    const bytes = await read(name)
    const text = bytes.toString()
    const { module, errors } = parseSync('script.js', text, { sourceType: 'unambiguous' })
    expect(errors).toEqual([])
    const atOnce = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
      ),
    ]
    const later = module.dynamicImports
      .map(({ moduleRequest: { start, end } }) => text.slice(start, end))
      .flatMap((one) => /^(["'`])((?:(?!\1|\$\{)[^\\])*)\1$/.exec(one)?.[2] ?? [])
    const { imports, end, isModule } = scan(bytes)
    expect(end).toBe('whole')
    expect(isModule).toBe(module.hasModuleSyntax)
    const named = (when: string) => imports.filter((one) => one.when === when)
    const names = (when: string) => [...new Set(named(when).map(({ specifier }) => specifier))]
    expect(names('at-once').sort()).toEqual([...new Set(atOnce)].sort())
    expect(names('later').sort()).toEqual([...new Set(later)].sort())
  })

  test('is read alike in pieces of any size', async () => {
    const bytes = (await read(name)).subarray(0, 200_000)
    const whole = scan(bytes)
    const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1_000, max: 70_000 }))
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 20 }), (sizes) => {
        // Many small pieces cost a copy of what is left of each.
        const all = [...sizes, 40_000]
        expect(scan(bytes, 'module', all)).toEqual(whole)
      }),
      { numRuns: 20 },
    )
  })
})

test('no bytes make it fail, or read without an end', () => {
  const tokens = [
    'import',
    'export',
    '"',
    '`',
    `$\{`,
    '}',
    '{',
    '/',
    '*',
    '(',
    ')',
    '[',
    ']',
    '\\',
    '\n',
    'from',
    '=>',
  ]
  const any = fc.array(fc.oneof(fc.constantFrom(...tokens), fc.string()), { maxLength: 60 })
  fc.assert(
    fc.property(any, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (parts, sizes) => {
      const bytes = Buffer.from(parts.join(''))
      const whole = scan(bytes)
      expect(scan(bytes, 'module', sizes)).toEqual(whole)
    }),
    { numRuns: 2_000 },
  )
})
