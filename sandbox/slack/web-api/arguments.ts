import type { Json } from '../model.ts'

/** Arguments that WebClient sends as JSON inside a form. */
const STRUCTURED = ['blocks', 'attachments', 'metadata', 'view', 'prompts', 'manifest']

const decoded = (name: string, value: string): unknown => {
  if (!STRUCTURED.includes(name)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** The arguments of a call from its query, form or JSON body; undefined when the JSON cannot be read. */
export const readArguments = (contentType: string, raw: string, query: URLSearchParams): Json | undefined => {
  const args: Json = Object.fromEntries([...query].map(([name, value]) => [name, decoded(name, value)]))
  if (contentType.startsWith('application/json')) {
    try {
      const body: unknown = JSON.parse(raw || '{}')
      return typeof body === 'object' && body !== null && !Array.isArray(body)
        ? { ...args, ...body }
        : undefined
    } catch {
      return undefined
    }
  }
  for (const [name, value] of new URLSearchParams(raw)) args[name] = decoded(name, value)
  return args
}
