import { standing, type Window } from './stray-address.ts'

/** Names under which apps have their settings beside them, read when they start; not those of developers' tools. */
const SETTINGS =
  /^(?!.*\/\.\w)(?:.*\/)?(?:[\w-]{1,40}[._-])?(?:(?:app|runtime|client|site|public)-?)?(?:config(?:uration)?|env(?:ironment)?|settings)(?:[._-][\w.-]{1,40})?\.json$/i
const PATH_TO_JSON = /["'`]((?:\.{0,2}\/)?(?!\/)[\w./-]{1,100}\.json)$/

/** Paths that a script asks for by name, at the host of the page: those of its settings, and of `wanted` ones. */
export function pathsIn({ text, from, to }: Window, wanted: readonly string[]): readonly string[] {
  const paths = new Set<string>()
  const isCalled = (quote: number) =>
    standing(text.slice(Math.max(0, quote - 120), quote)) === 'called'
  for (
    let at = text.indexOf('.json', from);
    at !== -1 && at < to;
    at = text.indexOf('.json', at + 5)
  ) {
    const path = PATH_TO_JSON.exec(text.slice(Math.max(0, at - 110), at + 5))?.[1]
    if (path === undefined || !SETTINGS.test(path) || !/["'`?]/.test(text[at + 5] ?? '')) continue
    if (isCalled(at + 5 - path.length - 1)) paths.add(path)
  }
  for (const path of wanted) {
    for (let at = text.indexOf(path, from); at !== -1 && at < to; at = text.indexOf(path, at + 1)) {
      const isWhole =
        /["'`]/.test(text[at - 1] ?? '') && /["'`?]/.test(text[at + path.length] ?? '')
      if (isWhole && isCalled(at - 1)) paths.add(path)
    }
  }
  return [...paths]
}
