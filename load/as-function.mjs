// Turns the text of a bundled ES module into that of a function which is given its imports and gives its
// exports: only such code can be kept compiled by any supported Node (load.mjs).

/**
 * The function is async and takes the imported modules by name, what to use in place of `import()`, and in
 * place of `import.meta`.
 * @param {string} code an ES module as the bundler writes it: imports by name or by namespace, one list of exports
 * @returns {Promise<{ text: string, imports: string[] }>} the function as an expression, and what it imports
 */
export async function asFunction(code) {
  // Only a changed source costs that.
  const { init, parse } = await import('es-module-lexer')
  await init
  const [imports, exports] = parse(code)
  const fixed = imports.filter(({ t }) => t === STATIC)
  const passedOn = fixed.filter(({ ss }) => code.startsWith('export', ss))
  const own = exports.filter(({ ss }) => passedOn.every((statement) => statement.ss !== ss))
  /** @type {[from: number, to: number, text: string][]} */
  const edits = imports.map(({ t, n = '', ss, s, se }) => {
    if (code.startsWith('export', ss)) return [ss, se, '']
    if (t === STATIC) return [ss, se, given(code.slice(ss + 'import'.length, s - 1), n)]
    if (t === DYNAMIC) return [ss, ss + 'import'.length, '__import']
    return [ss, se, '__meta']
  })
  const end = own[0]?.ss ?? code.replace(NO_EXPORTS, '').length
  const results = [
    ...passedOn.map(({ n = '', ss, se }) => passed(code.slice(ss, se), n)),
    ...own.map(({ n, ln }) => `${JSON.stringify(n)}: ${ln ?? n}`),
  ]
  const body = replaced(code.slice(0, end), edits).replace(/^#!.*/, '')
  return {
    text: `(async function (__given, __import, __meta) { "use strict"; ${body}\nreturn { ${results.join(', ')} }\n})`,
    imports: [...new Set(fixed.map(({ n = '' }) => n))],
  }
}

/** How the bundler ends a module that exports nothing. */
const NO_EXPORTS = /export\s*\{\s*\};?\s*$/

/** es-module-lexer's ImportType. */
const STATIC = 1
const DYNAMIC = 2

/**
 * `export * from`, `export * as a from` or `export { a as b } from` as properties of what the function gives.
 * @param {string} statement
 * @param {string} name
 */
function passed(statement, name) {
  const from = `__given[${JSON.stringify(name)}]`
  const whole = /^export\s*\*\s*as\s+([\w$]+)/.exec(statement)?.[1]
  if (whole !== undefined) return `${whole}: ${from}`
  const named = /^export\s*\{([^}]*)\}/.exec(statement)?.[1]
  if (named === undefined) return `...${from}, default: undefined`
  return named
    .split(',')
    .map((part) => part.trim().split(/\s+as\s+/))
    .map(([inner, outer = inner]) => `${outer}: ${from}.${inner}`)
    .join(', ')
}

/** A default, a namespace or a list of names, each of which may be missing. */
const CLAUSE = /^\s*(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([^}]*)\})?\s*(?:from\s*)?$/

/**
 * `{ a as b } from` of an import as a declaration: `const { a: b } = __given["…"]`.
 * @param {string} clause what stands between `import` and the name of the module
 * @param {string} name
 */
function given(clause, name) {
  const from = `__given[${JSON.stringify(name)}]`
  const read = CLAUSE.exec(clause)
  if (read === null) throw new Error(`cannot read the import${clause}"${name}"`)
  const [, first, namespace, named] = read
  const parts = [
    ...(first ? [`default: ${first}`] : []),
    ...(named ? [named.replaceAll(/\s+as\s+/g, ': ')] : []),
  ]
  if (namespace)
    return `const ${namespace} = ${from}${parts.length > 0 ? `, { ${parts} } = ${from}` : ''}`
  return parts.length > 0 ? `const { ${parts.join(', ')} } = ${from}` : ''
}

/**
 * @param {string} text
 * @param {readonly [from: number, to: number, text: string][]} edits in order
 */
function replaced(text, edits) {
  let at = 0
  const pieces = edits.flatMap(([from, to, piece]) => {
    const before = text.slice(at, from)
    at = to
    return [before, piece]
  })
  return pieces.join('') + text.slice(at)
}
