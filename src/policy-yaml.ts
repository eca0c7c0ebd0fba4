import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'

/** Where something stands in a file; both from 1. */
export interface Position {
  line: number
  column: number
}

/** The keys and places that lead to something in the file. */
export type Path = readonly PropertyKey[]

export interface Yaml {
  /** All values are text, so that an id stays as it was written. */
  content: unknown
  /** Where a name stands, or without one the value that it leads to. Falls back to what is around it. */
  at: (path: Path, name?: string) => Position
}

type Found = { name: Node | null; value: Node | null }

/** A name in a table, or a place in a list. */
const childOf = (node: Node | null, key: PropertyKey): Found | null => {
  if (isMap(node)) {
    const pair = node.items.find(({ key: name }) => String(name) === String(key))
    return pair === undefined ? null : { name: pair.key as Node | null, value: pair.value as Node | null }
  }
  const item = isSeq(node) ? node.items[Number(key)] : undefined
  return item === undefined ? null : { name: item as Node, value: item as Node }
}

const locate =
  (document: Document, lines: LineCounter) =>
  (path: Path, name?: string): Position => {
    const steps = name === undefined ? path : [...path, name]
    let node = document.contents as Node | null
    let offset = node?.range?.[0] ?? 0
    for (const [index, key] of steps.entries()) {
      const found = childOf(node, key)
      if (found === null) break
      node = found.value
      const isName = name !== undefined && index === steps.length - 1
      offset = (isName ? found.name?.range?.[0] : found.value?.range?.[0]) ?? found.name?.range?.[0] ?? offset
    }
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }

/** Reads a text of YAML, or gives all that makes it none. */
export const readYaml = (
  text: string,
): { ok: true; yaml: Yaml } | { ok: false; faults: (Position & { problem: string })[] } => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', prettyErrors: false })
  if (document.errors.length > 0) {
    return {
      ok: false,
      faults: document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0])
        return { line, column: col, problem: message }
      }),
    }
  }
  try {
    const content: unknown = document.toJS()
    return { ok: true, yaml: { content: content ?? {}, at: locate(document, lines) } }
  } catch (error) {
    // Aliases that stand for far more than was written.
    return { ok: false, faults: [{ line: 1, column: 1, problem: (error as Error).message }] }
  }
}
