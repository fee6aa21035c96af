/** Each item as a row, rendered only when it is asked for: a summary that is full asks for no more. */
export function* rows<T>(items: Iterable<T>, render: (item: T) => string): Generator<string> {
  for (const item of items) yield render(item)
}
