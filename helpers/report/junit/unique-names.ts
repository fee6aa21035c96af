import type { JunitCase } from './junit-case.ts'

/**
 * The names, made unique within their class by a counter: GitLab keeps only the first of two equal cases,
 * and it compares what it reads, so escaping comes before.
 */
export function uniqueNames(cases: readonly JunitCase[]): readonly JunitCase[] {
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return cases.map((one) => {
    const asked = key(one.classname, one.name)
    let name = one.name
    let count = counts.get(asked) ?? 1
    while (taken.has(key(one.classname, name))) {
      count += 1
      name = `${one.name} (${count})`
    }
    counts.set(asked, count)
    taken.add(key(one.classname, name))
    return { ...one, name }
  })
}

function key(classname: string, name: string): string {
  return `${classname}\u0000${name}`
}
