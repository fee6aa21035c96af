import type { JunitCase } from './junit-case.ts'

/**
 * The names, made unique within their class by a counter: GitLab keeps only the first of two equal cases,
 * and it compares what it reads, so escaping comes before.
 */
export function uniqueNames(cases: readonly JunitCase[]): readonly JunitCase[] {
  const taken = new Set<string>()
  return cases.map((one) => {
    let name = one.name
    for (let count = 2; taken.has(key(one.classname, name)); count += 1)
      name = `${one.name} (${count})`
    taken.add(key(one.classname, name))
    return { ...one, name }
  })
}

function key(classname: string, name: string): string {
  return `${classname}\u0000${name}`
}
